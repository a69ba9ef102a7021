using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>The kernel of every activation that has one.</summary>
internal static class NormKernels
{
    public static bool Has(Activation kind) => kind is Activation.Relu or Activation.HardSwish or Activation.Swish;

    /// <param name="kind">One that has a kernel, or null for none.</param>
    /// <param name="threads">At least 1.</param>
    public static NormKernel Create(Activation? kind, int threads) =>
        kind switch
        {
            null => new CurvedNorm<IdentityCurve>(threads),
            Activation.Relu => new CurvedNorm<ReluCurve>(threads),
            Activation.HardSwish => new CurvedNorm<HardSwishCurve>(threads),
            Activation.Swish => new CurvedNorm<SwishCurve>(threads),
            _ => throw new InvalidNetworkException($"There is no kernel for {kind}."),
        };
}
