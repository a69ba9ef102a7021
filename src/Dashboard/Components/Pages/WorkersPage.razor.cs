using System.Collections.Immutable;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Dashboard.Components.Pages;

/// <summary>Who trains what, and the latency tables of the devices.</summary>
public sealed partial class WorkersPage
{
    private ImmutableArray<WorkerStatus>? _workers;
    private ImmutableArray<LatencyTableSummary> _tables = [];

    protected override async Task ReadAsync(CancellationToken ct)
    {
        _workers = await Cluster.Client.WorkersAsync(ct);
        _tables = await Cluster.Client.LatencyTablesAsync(ct);
    }

    private static int Busy(WorkerStatus worker) => worker.Slots.Count(slot => slot.Candidate is not null);

    private TimeSpan Age(WorkerStatus worker) =>
        Clock.GetUtcNow() - worker.At is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
}
