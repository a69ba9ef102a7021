using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class GradientClipTests
{
    [Theory]
    [InlineData(30, 40, 3, 4)]
    [InlineData(0.3, 0.4, 0.3, 0.4)]
    [InlineData(0, 0, 0, 0)]
    public void Apply_Gradient_IsAtMostFiveLong(float x, float y, float clippedX, float clippedY)
    {
        var gradient = torch.tensor([x, y]);
        GradientClip.Apply(gradient);
        Assert.Equal(clippedX, gradient[0].item<float>(), tolerance: 1e-5);
        Assert.Equal(clippedY, gradient[1].item<float>(), tolerance: 1e-5);
    }
}
