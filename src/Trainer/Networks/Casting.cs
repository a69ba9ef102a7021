using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>
/// Mixed precision: what an operation reads is cast to the type it is computed in. Gradients come back in the type of
/// what was cast, so that those of weights have all their bits.
/// </summary>
internal static class Casting
{
    /// <summary>A new tensor object of that type; without a copy where it has it.</summary>
    public static torch.Tensor Of(torch.Tensor tensor, torch.ScalarType? type) =>
        type is { } target && tensor.dtype != target ? tensor.to(target) : tensor.alias();
}
