using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Training;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo;

/// <summary>Logs below this silo's data folder.</summary>
internal sealed class CandidateLogs(IOptions<SiloOptions> options) : ICandidateLogs
{
    // All attempts go in one message.
    private const int MostBytes = AttemptOutput.MostBytes;
    private readonly LogFolders _folders = new(options.Value.DataFolder);

    public async Task<ImmutableArray<AttemptLog>> ReadAsync(CandidateId candidate, CancellationToken ct)
    {
        var folder = new DirectoryInfo(_folders.Of(candidate));
        if (!_folders.Contains(folder.FullName) || !folder.Exists)
        {
            return [];
        }

        var logs = new List<AttemptLog>();
        foreach (var file in folder.EnumerateFiles($"*{LogFolders.Extension}"))
        {
            var name = Path.GetFileNameWithoutExtension(file.Name);
            if (int.TryParse(name.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt))
            {
                logs.Add(await ReadAsync(attempt, name, file.FullName, ct));
            }
        }

        return [.. logs.OrderBy(log => log.Attempt).ThenBy(log => log.Name, StringComparer.Ordinal)];
    }

    /// <summary>The last lines of both halves.</summary>
    private static async Task<AttemptLog> ReadAsync(int attempt, string name, string path, CancellationToken ct)
    {
        byte[] bytes = [.. await HalfAsync(AttemptOutput.OlderOf(path), ct), .. await HalfAsync(path, ct)];
        var isCut = bytes.Length > MostBytes;
        var start = isCut ? Array.IndexOf(bytes, (byte)'\n', bytes.Length - MostBytes) + 1 : 0;
        return new(attempt, name, Encoding.UTF8.GetString(bytes.AsSpan(start)), isCut);
    }

    private static async Task<byte[]> HalfAsync(string path, CancellationToken ct) =>
        await FilePiece.ReadAsync(path, 0, int.MaxValue, ct) ?? [];
}
