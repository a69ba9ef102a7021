using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>The list of experiments, read at most once a second for all viewers.</summary>
internal sealed class ExperimentList(ClusterConnection cluster, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _one = new(1);
    private (ImmutableArray<ExperimentOverview> Rows, long At)? _last;

    /// <summary>Running ones first, then newest first.</summary>
    public async Task<ImmutableArray<ExperimentOverview>> ReadAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_last is { } last && clock.GetElapsedTime(last.At) < Fresh)
            {
                return last.Rows;
            }

            var all = await cluster.Client.OverviewsAsync(ct);
            ImmutableArray<ExperimentOverview> rows =
            [
                .. all.OrderBy(row => row.Result.State != ExperimentState.Running),
            ];
            _last = (rows, clock.GetTimestamp());
            return rows;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
