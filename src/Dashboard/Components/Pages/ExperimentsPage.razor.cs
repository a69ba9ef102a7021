using System.Collections.Immutable;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Components.Pages;

/// <summary>Every experiment with its state, progress and best; the page reads it again while it is open.</summary>
public sealed partial class ExperimentsPage
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.5);
    private readonly CancellationTokenSource _closed = new();
    private ImmutableArray<ExperimentSummary>? _rows;
    private string _search = "";
    private string? _problem;
    private int _workers;
    private int _busy;
    private int _slots;

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
            _rows = await Experiments.ReadAsync(_closed.Token);
            var workers = await Cluster.Client.WorkersAsync(_closed.Token);
            _workers = workers.Length;
            _slots = workers.Sum(worker => worker.Slots.Length);
            _busy = workers.Sum(worker => worker.Slots.Count(slot => slot.Candidate is not null));
            _problem = null;
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            _problem =
                e is ClusterAwayException ? e.Message : "The cluster does not answer now; what is shown may be old.";
        }
    }

    private ImmutableArray<ExperimentSummary> Shown(ImmutableArray<ExperimentSummary> rows) =>
        [.. rows.Where(row => row.Result.Experiment.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase))];
}
