using Microsoft.Extensions.Options;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo;

/// <summary>Checkpoints below this silo's data folder.</summary>
internal sealed class CheckpointFiles(IOptions<SiloOptions> options) : ICheckpointFiles
{
    private readonly string _root = Path.GetFullPath(options.Value.DataFolder);

    /// <summary>They may be deleted meanwhile: the disk that checkpoints take is limited.</summary>
    public async Task<byte[]?> ReadAsync(CheckpointRef checkpoint, long offset, int count, CancellationToken ct)
    {
        var path = Path.GetFullPath(checkpoint.Path, _root);
        return path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? await FilePiece.ReadAsync(path, offset, count, ct)
            : null;
    }
}
