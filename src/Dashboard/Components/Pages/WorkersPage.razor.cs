using System.Collections.Immutable;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Dashboard.Components.Pages;

/// <summary>Who trains what, and the latency tables of the devices.</summary>
public sealed partial class WorkersPage
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _closed = new();
    private ImmutableArray<WorkerStatus>? _workers;
    private ImmutableArray<LatencyTableSummary> _tables = [];
    private string? _problem;

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_closed.Token);
        }
    }

    private static int Busy(WorkerStatus worker) => worker.Slots.Count(slot => slot.Candidate is not null);

    private TimeSpan Age(WorkerStatus worker) =>
        Clock.GetUtcNow() - worker.At is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    private async Task FollowAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Pace, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                await InvokeAsync(async () =>
                {
                    await ReadAsync();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            _workers = await Cluster.Client.WorkersAsync(_closed.Token);
            _tables = await Cluster.Client.LatencyTablesAsync(_closed.Token);
            _problem = null;
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            _problem =
                e is ClusterAwayException ? e.Message : "The cluster does not answer now; what is shown may be old.";
        }
    }
}
