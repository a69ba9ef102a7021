using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Scales a gradient down to a largest norm; it keeps single bad batches from wrecking a short training.</summary>
internal static class GradientClip
{
    public const double MaxNorm = 5;
    private const double Epsilon = 1e-6;

    // Without reading the norm back, so that a GPU is not waited for.
    public static void Apply(torch.Tensor gradient)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        gradient.mul_(gradient.norm().Increase(Epsilon).reciprocal_().Scale(MaxNorm).Limit(1));
    }
}
