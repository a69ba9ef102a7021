using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo.Slots;

/// <summary>
/// Keeps checkpoints within the silo's disk budget: beyond it those of the least accurate completed candidates go first. The
/// best of each experiment stay, and so does whatever a training may go on from.
/// </summary>
internal sealed partial class CheckpointCollector(
    IExperimentStore store,
    TimeProvider clock,
    IOptions<SiloOptions> options,
    ILogger<CheckpointCollector> logger
) : DiskCollector(clock, logger)
{
    /// <summary>So many of each experiment are never collected.</summary>
    public const int Kept = 10;

    private readonly CheckpointFolders _folders = new(options.Value.DataFolder);

    /// <summary>Deletes what is beyond the budget.</summary>
    /// <returns>Bytes that are left.</returns>
    internal override async Task<long> CollectAsync(CancellationToken ct)
    {
        var budget = options.Value.CheckpointBudget;
        var size = _folders.Size();
        if (size <= budget)
        {
            return size;
        }

        var deleted = 0;
        foreach (var candidate in await DispensableAsync(ct))
        {
            if (_folders.Delete(candidate.Id) is > 0 and var freed)
            {
                size -= freed;
                deleted++;
            }

            if (size <= budget)
            {
                break;
            }
        }

        LogCollected(deleted, size, budget);
        return size;
    }

    /// <summary>The least accurate first, of all experiments together.</summary>
    private async Task<IEnumerable<Candidate>> DispensableAsync(CancellationToken ct)
    {
        var dispensable = new List<Candidate>();
        foreach (var experiment in await store.ListAsync(ct))
        {
            dispensable.AddRange(
                (await store.CandidatesAsync(experiment.Id, ct))
                    .Where(candidate => candidate is { State: CandidateState.Completed, Metrics: not null })
                    .OrderByDescending(candidate => candidate.Metrics!.Accuracy)
                    .ThenBy(candidate => candidate.Id.Number)
                    .Skip(Kept)
            );
        }

        return dispensable.OrderBy(candidate => candidate.Metrics!.Accuracy);
    }

    [LoggerMessage(
        LogLevel.Information,
        "Checkpoints of {Candidates} candidates were deleted; {Bytes} bytes are left of a budget of {Budget}."
    )]
    private partial void LogCollected(int candidates, long bytes, long budget);
}
