using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Segmentation;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class PixelObjectiveTests : IDisposable
{
    private const long Ignored = 255;
    private static readonly long[] Pixels = [9, 1];
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Loss_LabelledPixels_AreWeighedByTheirClassesAndOthersLeftOut()
    {
        // Scores (2, 0) at every pixel: −log softmax is 0.1269 for class 0 and 2.1269 for class 1.
        var weights = ClassWeights.Of(Pixels);
        var (first, second) = (Math.Log(1 + Math.Exp(-2)), Math.Log(1 + Math.Exp(2)));

        var loss = Loss(new(), [0, 0, 1, Ignored]);

        var expected = (2 * weights[0] * first + weights[1] * second) / (2 * weights[0] + weights[1]);
        Assert.Equal(expected, loss, 1e-6);
        Assert.Equal((2 * first + second) / 3, Loss(new() { ClassWeights = false }, [0, 0, 1, Ignored]), 1e-6);
    }

    [Fact]
    public void Loss_NoLabelledPixel_IsZero() => Assert.Equal(0, Loss(new(), [Ignored, Ignored, Ignored, Ignored]));

    [Fact]
    public void Loss_AuxiliaryScores_CountWithTheirWeight()
    {
        long[] labels = [0, 1, 1, 0];
        var alone = Loss(new() { AuxiliaryLoss = 0 }, labels, auxiliary: true);
        var both = Loss(new() { AuxiliaryLoss = 1 }, labels, auxiliary: true);
        var half = Loss(new() { AuxiliaryLoss = 0.5 }, labels, auxiliary: true);

        Assert.Equal(alone, Loss(new(), labels, auxiliary: false), 1e-6);
        Assert.True(both > alone + 0.1);
        Assert.Equal((alone + both) / 2, half, 1e-6);
    }

    [Fact]
    public void Loss_Mixup_BlendsOwnAndMirroredMasks()
    {
        using var module = Module(auxiliary: false);
        using var objective = new PixelObjective(new() { ClassWeights = false }, Pixels, torch.CPU);
        var images = torch.ones(2, 1, 2, 2);
        var labels = torch.tensor([0L, 0, 0, 0, 1, 1, 1, 1]).view(2, 2, 2);

        // Each mask is the other's mirror, so that the blend is the mean of both losses whatever the share.
        var whole = objective.Loss(module, images, labels, 1).item<float>();
        var blended = objective.Loss(module, images, labels, 0.3).item<float>();

        Assert.Equal(whole, blended, 1e-6f);
    }

    [Fact]
    public void Result_EnlargedScores_CountLabelledPixelsOnly()
    {
        // One score for four pixels: all are taken for class 1.
        var scorer = new PixelScorer(2, torch.CPU);
        scorer.Add(torch.tensor([0f, 2f]).view(1, 2, 1, 1), torch.tensor([1L, 1, 0, Ignored]).view(1, 2, 2));

        var result = scorer.Result();

        Assert.Equal(2.0 / 3, result.PixelAccuracy!.Value, 1e-9);
        Assert.Equal((2.0 / 3 + 0) / 2, result.Accuracy, 1e-9);
        Assert.Equal((2 * Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.Exp(2))) / 3, result.Loss, 1e-6);
    }

    private static double Loss(TrainingRecipe recipe, long[] labels, bool auxiliary = false)
    {
        using var module = Module(auxiliary);
        using var objective = new PixelObjective(recipe, Pixels, torch.CPU);
        return objective.Loss(module, torch.ones(1, 1, 2, 2), torch.tensor(labels).view(1, 2, 2), 1).item<float>();
    }

    // A 1×1 convolution that makes scores (2, 0) of ones; the auxiliary scores (−2, 0) are those before the sign changes.
    private static GraphModule Module(bool auxiliary)
    {
        var network = new NetworkBuilder(new(1, 2, 2));
        var first = network.Add("first", Conv2d.From(new(2), 1), Network.InputIndex);
        network.Add("second", Conv2d.From(new(2), 2), first);
        var module = new GraphModule(network.Build(auxiliary ? first : null), new());
        using var noGradient = torch.no_grad();
        Set(module, "first.weight", [-2, 0]);
        Set(module, "second.weight", [-1, 0, 0, -1]);
        return module;
    }

    private static void Set(GraphModule module, string name, float[] values)
    {
        var weight = module.Tensors.Parameters.Single(slot => slot.Name == name).Value;
        weight.copy_(torch.tensor(values).view(weight.shape));
    }
}
