using System.Collections.Immutable;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>Where a tensor lies in a checkpoint.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="DType">"F32", little-endian.</param>
/// <param name="Shape">Sides; empty for a single number.</param>
/// <param name="Offset">Bytes from the end of the header.</param>
/// <param name="Length">Bytes; the tensor's elements in row-major order.</param>
internal sealed record CheckpointTensor(
    string Name,
    string DType,
    ImmutableArray<long> Shape,
    long Offset,
    long Length
);
