using Microsoft.AspNetCore.Components;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>A page over one experiment: it is drawn again whenever the feed has something new.</summary>
public abstract class ExperimentView : ComponentBase, IDisposable
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(0.25);
    private FeedLease? _lease;
    private int _due;

    /// <summary>The experiment's id.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    internal ExperimentFeeds Feeds { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    protected ExperimentSnapshot? Snapshot { get; private set; }

    protected bool IsMissing => _lease?.Feed.IsMissing == true;

    protected string? Problem => _lease?.Feed.Problem;

    public void Dispose()
    {
        Leave();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_lease is { } lease && lease.Feed.Id == Id)
        {
            return;
        }

        Leave();
        _lease = Feeds.Open(Id);
        _lease.Feed.Changed += Show;
        Navigation.LocationChanged += Moved;
        try
        {
            await _lease.Feed.First.WaitAsync(FirstPatience);
        }
        catch (TimeoutException)
        {
            // The page says that it reads.
        }

        Take();
    }

    /// <summary>Something new is in <see cref="Snapshot"/>.</summary>
    protected virtual Task UpdateAsync() => Task.CompletedTask;

    /// <summary>A page that cannot follow leaves snapshots out.</summary>
    private void Show()
    {
        if (Interlocked.Exchange(ref _due, 1) == 0)
        {
            _ = InvokeAsync(DrawAsync);
        }
    }

    private async Task DrawAsync()
    {
        Volatile.Write(ref _due, 0);
        Take();
        await UpdateAsync();
        StateHasChanged();
    }

    private void Moved(object? sender, Microsoft.AspNetCore.Components.Routing.LocationChangedEventArgs e) =>
        _ = InvokeAsync(StateHasChanged);

    private void Take() => Snapshot = _lease?.Feed.Latest;

    private void Leave()
    {
        if (_lease is { } lease)
        {
            lease.Feed.Changed -= Show;
            Navigation.LocationChanged -= Moved;
            lease.Dispose();
        }
    }
}
