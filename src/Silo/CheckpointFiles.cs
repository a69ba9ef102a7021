using Microsoft.Extensions.Options;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo;

/// <summary>Checkpoints below this silo's data folder.</summary>
internal sealed class CheckpointFiles(IOptions<SiloOptions> options) : ICheckpointFiles
{
    private readonly string _root = Path.GetFullPath(options.Value.DataFolder);

    public async Task<byte[]?> ReadAsync(CheckpointRef checkpoint, long offset, int count, CancellationToken ct)
    {
        var path = Path.GetFullPath(checkpoint.Path, _root);
        if (!path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
        {
            return null;
        }

        try
        {
            await using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete
            );
            file.Seek(offset, SeekOrigin.Begin);
            var bytes = new byte[Math.Max(0, Math.Min(count, file.Length - offset))];
            await file.ReadExactlyAsync(bytes, ct);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It may be deleted meanwhile: the disk that checkpoints take is limited.
            return null;
        }
    }
}
