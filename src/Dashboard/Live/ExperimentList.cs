using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>The list of experiments, read at most once a second for all viewers; the course of an ended one is read once.</summary>
internal sealed class ExperimentList(ClusterConnection cluster, TimeProvider clock) : IDisposable
{
    // Courses of older ones are not drawn: each costs a reading of all its candidates.
    private const int MostCourses = 25;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, ExperimentSummary> _ended = new(StringComparer.Ordinal);
    private (ImmutableArray<ExperimentSummary> Rows, long At)? _last;

    /// <summary>Running ones first, then newest first.</summary>
    public async Task<ImmutableArray<ExperimentSummary>> ReadAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_last is { } last && clock.GetElapsedTime(last.At) < Fresh)
            {
                return last.Rows;
            }

            var rows = await LoadAsync(ct);
            _last = (rows, clock.GetTimestamp());
            return rows;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ImmutableArray<ExperimentSummary>> LoadAsync(CancellationToken ct)
    {
        var rows = ImmutableArray.CreateBuilder<ExperimentSummary>();
        var results = await cluster.Client.ListAsync(ct);
        foreach (var result in results.OrderBy(result => result.State != ExperimentState.Running))
        {
            rows.Add(await SummaryAsync(result, drawn: rows.Count < MostCourses, ct));
        }

        return rows.ToImmutable();
    }

    private async Task<ExperimentSummary> SummaryAsync(ExperimentResult result, bool drawn, CancellationToken ct)
    {
        if (_ended.TryGetValue(result.Experiment, out var known))
        {
            return known;
        }

        if (!drawn)
        {
            return new(result, [], TimeLeft: null);
        }

        var handle = cluster.Client.Experiment(result.Experiment);
        var candidates = await handle.GetCandidatesAsync(ct);
        var spec = await handle.GetSpecAsync(ct);
        var summary = new ExperimentSummary(
            result,
            BestSoFar.Spark(candidates),
            spec is null ? null : TimeLeft.Of(spec, result, candidates)
        );
        if (result.State.IsFinal)
        {
            _ended[result.Experiment] = summary;
        }

        return summary;
    }
}
