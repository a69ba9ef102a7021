using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Training;

namespace NasCluster.Grains;

/// <summary>Gathers logs of a candidate from this silo's folder and from the workers: each has what it trained itself.</summary>
public sealed class CandidateLogFinder(ICandidateLogs logs, IGrainFactory grains, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>In order of attempts; those of workers that do not answer in time are left out.</summary>
    public async Task<ImmutableArray<AttemptLog>> FindAsync(CandidateId candidate, CancellationToken ct)
    {
        var workers = await grains.GetGrain<IWorkerIndexGrain>(0).ListAsync(ct);
        var found = await Task.WhenAll(
            workers.Select(worker => AskAsync(worker.Name, candidate, ct)).Append(logs.ReadAsync(candidate, ct))
        );
        return
        [
            .. found
                .SelectMany(some => some)
                .DistinctBy(log => log.Name, StringComparer.Ordinal)
                .OrderBy(log => log.Attempt)
                .ThenBy(log => log.Name, StringComparer.Ordinal),
        ];
    }

    private async Task<ImmutableArray<AttemptLog>> AskAsync(string worker, CandidateId candidate, CancellationToken ct)
    {
        try
        {
            return await grains.GetGrain<IWorkerGrain>(worker).LogsAsync(candidate, ct).WaitAsync(Patience, clock, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // It is gone, or of an earlier version.
            return [];
        }
    }
}
