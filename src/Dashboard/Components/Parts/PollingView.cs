using Microsoft.AspNetCore.Components;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>A page that reads again while it is open.</summary>
public abstract class PollingView : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.5);
    private readonly CancellationTokenSource _closed = new();

    [Inject]
    internal ClusterConnection Cluster { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>Why nothing new comes; null where it does.</summary>
    protected string? Problem { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _closed.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override Task OnInitializedAsync() => TryReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_closed.Token);
        }
    }

    /// <summary>Reads what is shown.</summary>
    protected abstract Task ReadAsync(CancellationToken ct);

    /// <summary>Reads at once; a cluster that does not answer is told on the page.</summary>
    protected async Task TryReadAsync()
    {
        try
        {
            await ReadAsync(_closed.Token);
            Problem = null;
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            Problem = ClusterFault.Text(e);
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
                    await TryReadAsync();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }
}
