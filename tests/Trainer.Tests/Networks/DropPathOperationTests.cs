using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Shared;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Networks;

[Collection(TorchTests.Name)]
public sealed class DropPathOperationTests
{
    [Fact]
    public void Run_Training_DropsWholeSamplesAndScalesTheRest()
    {
        torch.manual_seed(1);
        var sums = DropPathOperation.Create("d", 0.25)([torch.ones(4000, 2, 3, 1)], true).sum([1L, 2L, 3L]);
        var values = sums.data<float>().ToArray();
        Assert.All(values, sum => Assert.True(sum == 0 || Math.Abs(sum - 8) < 1e-4, $"{sum}"));
        Assert.Equal(0.25, values.Count(sum => sum == 0) / 4000.0, tolerance: 0.03);
    }

    [Fact]
    public void Run_Evaluation_ChangesNothing()
    {
        var branch = torch.randn(3, 2, 2, 2);
        var result = DropPathOperation.Create("d", 0.9)([branch], false);
        Assert.NotSame(branch, result);
        Assert.True(Tensors.Same(result, branch));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Create_RateOutOfRange_IsRefused(double rate) =>
        Assert.Throws<InvalidNetworkException>(() => DropPathOperation.Create("d", rate));
}
