using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Networks;

/// <summary>How a normalisation is computed.</summary>
/// <param name="Silent">Start with scale 0, so that it puts out nothing until it has learned.</param>
/// <param name="Fuse">By the kernels of <see cref="Fused.NormKernels"/> where they can.</param>
/// <param name="Activation">What it computes along with itself, one that has a kernel; null for nothing.</param>
internal readonly record struct NormStyle(bool Silent = false, bool Fuse = true, Activation? Activation = null);
