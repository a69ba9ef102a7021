using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class ObjectiveTests
{
    // −log of the softmax of (2, 0) and (0, 1), by hand.
    private static readonly double[][] Costs =
    [
        [Math.Log(1 + Math.Exp(-2)), Math.Log(1 + Math.Exp(2))],
        [Math.Log(1 + Math.Exp(1)), Math.Log(1 + Math.Exp(-1))],
    ];

    private readonly torch.Tensor _scores = torch.tensor(
        new float[,]
        {
            { 2, 0 },
            { 0, 1 },
        }
    );
    private readonly torch.Tensor _labels = torch.tensor([0L, 1L]);

    [Fact]
    public void Loss_Plain_IsTheMeanCrossEntropy() =>
        Assert.Equal((Costs[0][0] + Costs[1][1]) / 2, Loss(0, 1), tolerance: 1e-6);

    [Fact]
    public void Loss_Smoothing_SharesTheTargetWithAllClasses()
    {
        const double Smoothing = 0.2;
        var first = (1 - Smoothing) * Costs[0][0] + Smoothing / 2 * (Costs[0][0] + Costs[0][1]);
        var second = (1 - Smoothing) * Costs[1][1] + Smoothing / 2 * (Costs[1][0] + Costs[1][1]);
        Assert.Equal((first + second) / 2, Loss(Smoothing, 1), tolerance: 1e-6);
    }

    [Fact]
    public void Loss_Mixup_BlendsOwnAndMirroredLabels()
    {
        const double Share = 0.7;
        var own = (Costs[0][0] + Costs[1][1]) / 2;
        var mirrored = (Costs[0][1] + Costs[1][0]) / 2;
        Assert.Equal(Share * own + (1 - Share) * mirrored, Loss(0, Share), tolerance: 1e-6);
    }

    private double Loss(double smoothing, double share) =>
        Objective.Loss(_scores, _labels, smoothing, share).item<float>();
}
