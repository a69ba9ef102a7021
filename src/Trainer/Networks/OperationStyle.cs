using NasCluster.Domain.Architectures;
using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>How operations are computed.</summary>
/// <param name="Silent">A normalisation starts with scale 0, so that it puts out nothing until it has learned.</param>
/// <param name="Fuse">Normalisations by the kernels of <see cref="Fused.NormKernels"/> where they can.</param>
/// <param name="Activation">What a normalisation computes along with itself, one that has a kernel; null for nothing.</param>
/// <param name="InPlace">In evaluation a normalisation may write over its input, which is a convolution's and nobody else reads.</param>
/// <param name="ComputeType">What convolutions and linear layers are computed in; null: in the tensors' type.</param>
internal readonly record struct OperationStyle(
    bool Silent = false,
    bool Fuse = true,
    Activation? Activation = null,
    bool InPlace = false,
    torch.ScalarType? ComputeType = null
);
