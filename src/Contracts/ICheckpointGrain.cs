namespace NasCluster.Contracts;

/// <summary>Hands out the last checkpoint of a candidate (the key) in pieces.</summary>
[Alias("NasCluster.ICheckpointGrain")]
public interface ICheckpointGrain : IGrainWithStringKey
{
    /// <summary>A piece of the file; null where the checkpoint is another one by now, or this silo cannot read it.</summary>
    /// <param name="sha256">Which checkpoint is meant: pieces of two never come together.</param>
    /// <param name="offset">Where to begin, in bytes.</param>
    /// <param name="count">At most so many bytes; 1 to 4 MiB.</param>
    /// <param name="ct">Cancels the call.</param>
    [ResponseTimeout("00:00:30")]
    [Alias("Read")]
    Task<byte[]?> ReadAsync(string sha256, long offset, int count, CancellationToken ct = default);
}
