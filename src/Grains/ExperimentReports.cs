using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;

namespace NasCluster.Grains;

/// <summary>
/// What the grains of this silo answer about experiments. Each experiment that is asked for is kept in memory, as long as
/// somebody asks, so that an answer costs what changed since the one before and not what there is.
/// </summary>
/// <param name="store">The truth: it is asked on each call.</param>
/// <param name="clock">For times until now, and for what nobody asks for any more.</param>
public sealed class ExperimentReports(IExperimentStore store, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Ended> _ended = new(StringComparer.Ordinal);

    /// <summary>As the experiment is now; null where there is none.</summary>
    public async Task<ExperimentReport?> FindAsync(string id, CancellationToken ct)
    {
        ForgetOld();
        var entry = _entries.GetOrAdd(id, static (id, store) => new(new(store, id)), store);
        entry.Used = clock.GetTimestamp();
        var report = await entry.Mirror.ReadAsync(ct);
        if (report is null)
        {
            _entries.TryRemove(id, out _);
        }

        return report;
    }

    /// <summary>All experiments, newest first. One that has ended is read once.</summary>
    /// <param name="ct">Cancels the call.</param>
    public async Task<ImmutableArray<ExperimentResult>> ResultsAsync(CancellationToken ct) =>
        await AllAsync(ended => ended.Result, report => report.Result(clock.GetUtcNow()), ct);

    /// <summary>The same in little.</summary>
    /// <param name="ct">Cancels the call.</param>
    public async Task<ImmutableArray<ExperimentOverview>> OverviewsAsync(CancellationToken ct) =>
        await AllAsync(ended => ended.Overview, report => report.Overview(clock.GetUtcNow()), ct);

    private async Task<ImmutableArray<T>> AllAsync<T>(
        Func<Ended, T> ended,
        Func<ExperimentReport, T> now,
        CancellationToken ct
    )
    {
        var all = ImmutableArray.CreateBuilder<T>();
        foreach (var experiment in await store.ListAsync(ct))
        {
            try
            {
                if (_ended.TryGetValue(experiment.Id, out var known))
                {
                    all.Add(ended(known));
                }
                else if (experiment.State.IsFinal)
                {
                    all.Add(ended(await EndAsync(experiment, ct)));
                }
                else if (await FindAsync(experiment.Id, ct) is { } report)
                {
                    all.Add(now(report));
                }
            }
            catch (StoredDataException e)
            {
                all.Add(now(Unreadable(experiment, e)));
            }
        }

        return all.ToImmutable();
    }

    /// <summary>A candidate that cannot be read hides no other experiment, and of its own not what was submitted.</summary>
    private static ExperimentReport Unreadable(Experiment experiment, StoredDataException error) =>
        new(experiment with { Reason = error.Message }, CandidateHistory.Empty);

    /// <summary>Its candidates are not kept.</summary>
    private async Task<Ended> EndAsync(Experiment experiment, CancellationToken ct)
    {
        var report = new ExperimentReport(experiment, await store.CandidatesAsync(experiment.Id, ct));
        var now = clock.GetUtcNow();
        return _ended[experiment.Id] = new(report.Result(now), report.Overview(now));
    }

    private void ForgetOld()
    {
        foreach (var (id, entry) in _entries)
        {
            if (entry.Used is { } used && clock.GetElapsedTime(used) > Kept)
            {
                _entries.TryRemove(id, out _);
            }
        }
    }

    private sealed record Ended(ExperimentResult Result, ExperimentOverview Overview);

    private sealed class Entry(ExperimentMirror mirror)
    {
        public ExperimentMirror Mirror => mirror;

        public long? Used { get; set; }
    }
}
