using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Ports;

/// <summary>Checkpoints that this machine can read: in its own data folder, or on storage that machines share.</summary>
public interface ICheckpointFiles
{
    /// <summary>A piece of a checkpoint file; null where the file is not here.</summary>
    /// <param name="checkpoint">The checkpoint, its path below the data folder.</param>
    /// <param name="offset">Where to begin, in bytes.</param>
    /// <param name="count">At most so many bytes.</param>
    /// <param name="ct">Cancels reading.</param>
    Task<byte[]?> ReadAsync(CheckpointRef checkpoint, long offset, int count, CancellationToken ct);
}
