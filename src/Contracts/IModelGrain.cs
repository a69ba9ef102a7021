using NasCluster.Domain.Exporting;

namespace NasCluster.Contracts;

/// <summary>Makes a trained candidate (the key) a ZIP file to deploy, and hands it out in pieces.</summary>
[Alias("NasCluster.IModelGrain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>Begins to write the archive where that has not begun, and says how far it is. Asked again until it is there.</summary>
    /// <returns>Null where there is no such candidate.</returns>
    [Alias("Prepare")]
    Task<ModelArchive?> PrepareAsync(CancellationToken ct = default);

    /// <summary>A piece of the archive; null where it is another one by now.</summary>
    /// <param name="sha256">Which archive is meant: pieces of two never come together.</param>
    /// <param name="offset">Where to begin, in bytes.</param>
    /// <param name="count">At most so many bytes; 1 to 4 MiB.</param>
    /// <param name="ct">Cancels the call.</param>
    [ResponseTimeout("00:00:30")]
    [Alias("Read")]
    Task<byte[]?> ReadAsync(string sha256, long offset, int count, CancellationToken ct = default);
}
