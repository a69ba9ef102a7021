using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo.Slots;

/// <summary>
/// Keeps logs of attempts within the silo's disk budget: beyond it those of the candidates that were quiet longest go first.
/// Candidates that are not final keep theirs.
/// </summary>
internal sealed partial class LogCollector(
    IExperimentStore store,
    TimeProvider clock,
    IOptions<SiloOptions> options,
    ILogger<LogCollector> logger
) : DiskCollector(clock, logger)
{
    private readonly LogFolders _folders = new(options.Value.DataFolder);

    internal override async Task<long> CollectAsync(CancellationToken ct)
    {
        var budget = options.Value.LogBudget;
        var all = _folders.All().OrderBy(folder => folder.LastWrite).ToList();
        var size = all.Sum(folder => folder.Bytes);
        if (size <= budget)
        {
            return size;
        }

        var deleted = 0;
        foreach (var folder in all)
        {
            if (size <= budget)
            {
                break;
            }

            if (await IsFinalAsync(folder.Candidate, ct))
            {
                _folders.Delete(folder.Candidate);
                size -= folder.Bytes;
                deleted++;
            }
        }

        LogCollected(deleted, size, budget);
        return size;
    }

    /// <summary>What a store no longer knows is over, too.</summary>
    private async Task<bool> IsFinalAsync(CandidateId candidate, CancellationToken ct) =>
        await store.FindAsync(candidate, ct) is not { State.IsFinal: false };

    [LoggerMessage(
        LogLevel.Information,
        "Logs of {Candidates} candidates were deleted; {Bytes} bytes are left of a budget of {Budget}."
    )]
    private partial void LogCollected(int candidates, long bytes, long budget);
}
