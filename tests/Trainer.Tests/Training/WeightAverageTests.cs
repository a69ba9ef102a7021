using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class WeightAverageTests
{
    [Theory]
    [InlineData(1, 2.0 / 11)]
    [InlineData(90, 0.91)]
    [InlineData(100_000, 0.999)]
    public void DecayAt_Update_WarmsUp(long update, double decay) =>
        Assert.Equal(decay, WeightAverage.DecayAt(update), tolerance: 1e-12);

    [Fact]
    public void Update_MovedWeights_FollowsThem()
    {
        using var module = new GraphModule(TinyNetwork.Create(), new());
        using var noGradient = torch.no_grad();
        module.Tensors.Flat.fill_(1);
        using var average = new WeightAverage(module.Tensors);
        module.Tensors.Flat.fill_(12);
        average.Update();
        Assert.Equal((2 * 1.0 + 9 * 12.0) / 11, average.Value[0].item<float>(), tolerance: 1e-5);
        average.Update();
        Assert.Equal((3 * 10.0 + 9 * 12.0) / 12, average.Value[0].item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Swap_Twice_PutsEverythingBack()
    {
        using var learner = new Learner(
            new GraphModule(TinyNetwork.Create(), new()),
            new TrainingRecipe { Ema = true }
        );
        using var noGradient = torch.no_grad();
        var average = learner.Average!;
        average.Value.fill_(2);
        var weights = learner.Module.Tensors.Flat.clone();
        average.Swap();
        Assert.Equal(2, learner.Module.Tensors.Parameters[0].Value.mean().item<float>());
        average.Swap();
        Assert.True(Tensors.Same(weights, learner.Module.Tensors.Flat));
        Assert.Equal(2, average.Value.mean().item<float>());
    }
}
