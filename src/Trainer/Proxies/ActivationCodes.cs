using MathNet.Numerics.LinearAlgebra;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>
/// NASWOT (Mellor et al. 2021): each image has a code of which rectified units are on; K holds in how many units two codes
/// agree. Units of (hard) swish and PReLU count as those of ReLU do; gates do not count.
/// </summary>
internal static class ActivationCodes
{
    /// <returns>ln |det K|; −∞ where two images have the same code.</returns>
    public static double LogDeterminant(
        Func<Func<LayerNode, Operation, Operation>?, GraphModule> moduleOf,
        ProxyBatch batch
    )
    {
        using var noGradient = torch.no_grad();
        var count = (int)batch.Images.shape[0];
        var kernel = torch.zeros([count, count], dtype: torch.float64, device: batch.Images.device);
        using var module = moduleOf((node, operation) => Observed(node, operation, kernel));
        module.train();
        module.forward(batch.Images);
        return LogDeterminant(Matrix<double>.Build.Dense(count, count, kernel.cpu().data<double>().ToArray()));
    }

    /// <summary>Of a symmetric matrix.</summary>
    public static double LogDeterminant(Matrix<double> matrix) =>
        matrix.LU().U.Diagonal().Sum(value => Math.Log(Math.Abs(value)));

    private static Operation Observed(LayerNode node, Operation operation, torch.Tensor kernel) =>
        node.Layer
            is PReluLayer
                or ActivationLayer
                {
                    Kind: Activation.Relu or Activation.Relu6 or Activation.HardSwish or Activation.Swish
                }
            ? (inputs, training) =>
            {
                using var scope = torch.NewDisposeScope();
                using Scalar zero = 0;
                var on = inputs[0].flatten(1).gt(zero).to(torch.float32);
                var off = on.logical_not().to(torch.float32);
                kernel.Increase(on.mm(on.t())).Increase(off.mm(off.t()));
                return operation(inputs, training).MoveToOuterDisposeScope();
            }
            : operation;
}
