using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>The loss of θ: cross entropy and expected cost in one of three forms.</summary>
internal static class SupernetLoss
{
    /// <param name="spec">Form, α and β.</param>
    /// <param name="crossEntropy">A scalar.</param>
    /// <param name="cost">A scalar above 1: the logarithm's power exists there only.</param>
    public static torch.Tensor Of(SupernetSpec spec, torch.Tensor crossEntropy, torch.Tensor cost)
    {
        var log = cost.log();
        return spec.Loss switch
        {
            LossForm.Paper => crossEntropy.mul(Power(log, spec.Beta).Times(spec.Alpha)),
            LossForm.Article => crossEntropy.mul(log.Times(spec.Alpha * spec.Beta)),
            _ => crossEntropy.Plus(Power(log, spec.Beta).Times(spec.Alpha)),
        };
    }

    private static torch.Tensor Power(torch.Tensor log, double exponent) => log.log().Times(exponent).exp();
}
