using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Dashboard.Components.Pages;

/// <summary>Who trains what, and the latency tables of the devices.</summary>
public sealed partial class WorkersPage
{
    private ImmutableArray<WorkerStatus>? _workers;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private ImmutableArray<LatencyTableSummary> _tables = [];
    private bool _allowed;

    [Inject]
    internal WorkerActions Actions { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _allowed = WorkerActions.Allows((await Authentication).User);
        await base.OnInitializedAsync();
    }

    protected override async Task ReadAsync(CancellationToken ct)
    {
        var before = _workers ?? [];
        _workers = await Cluster.Client.WorkersAsync(ct);
        _asked.RemoveWhere(name =>
            before.FirstOrDefault(worker => worker.Name == name)?.Drained
            != _workers.Value.FirstOrDefault(worker => worker.Name == name)?.Drained
        );
        _tables = await Cluster.Client.LatencyTablesAsync(ct);
    }

    /// <summary>The worker tells with its next report that it has heard of it.</summary>
    private async Task DrainAsync(WorkerStatus worker)
    {
        try
        {
            var user = (await Authentication).User;
            if (await Actions.DrainAsync(worker.Name, !worker.Drained, user, CancellationToken.None))
            {
                _asked.Add(worker.Name);
            }
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            // The next reading says so above.
        }
    }

    private static int Busy(WorkerStatus worker) => worker.Slots.Count(slot => slot.Candidate is not null);

    private TimeSpan Age(WorkerStatus worker) =>
        Clock.GetUtcNow() - worker.At is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
}
