using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NasCluster.Dashboard.Candidates;
using NasCluster.Dashboard.Charts;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Search;

namespace NasCluster.Dashboard.Components.Pages;

/// <summary>One candidate: what it is, how it learned, what went wrong.</summary>
public sealed partial class CandidatePage
{
    private (string Id, int Number)? _shown;
    private ChartModel? _curve;
    private int _epochs = -1;
    private CandidateNetwork? _network;
    private LayerTimes? _times;
    private string? _timesProblem;
    private bool _mayExport;
    private CheckpointRef? _checkpoint;
    private bool _canReadCheckpoint;
    private bool _isCheckpointKnown;

    [Parameter]
    public int Number { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    internal CandidateNetworks Networks { get; set; } = null!;

    [Inject]
    internal ClusterConnection Cluster { get; set; } = null!;

    private string Api =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Links.Api(Id)}/candidates/{Number}");

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        if (_shown != (Id, Number))
        {
            _mayExport = ExperimentActions.Allows((await Authentication).User);
            (_shown, _network, _curve, _epochs) = ((Id, Number), null, null, -1);
            (_checkpoint, _isCheckpointKnown) = (null, false);
            (_times, _timesProblem) = (null, null);
            await UpdateAsync();
        }
    }

    protected override async Task UpdateAsync()
    {
        if (Snapshot?.Find(Number) is not { } candidate)
        {
            return;
        }

        try
        {
            _network ??= await Networks.FindAsync(Id, Number, CancellationToken.None);
            if (_curve is null || !candidate.State.IsFinal || _epochs < candidate.Epochs)
            {
                await ReadCurveAsync();
            }

            if (!_isCheckpointKnown && candidate.State == CandidateState.Completed)
            {
                var handle = Cluster.Client.Candidate(candidate.Id);
                _canReadCheckpoint = await handle.HasCheckpointAsync();
                _checkpoint = (await handle.GetTrainedAsync())?.Checkpoint;
                _isCheckpointKnown = true;
            }
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            // The feed says so above.
        }
    }

    /// <summary>What is measured takes a worker's time, and a supernet has no layers of its own.</summary>
    private EventCallback Measure =>
        _mayExport && Snapshot?.Find(Number) is { Stage: not SearchStages.Supernet }
            ? EventCallback.Factory.Create(this, MeasureLayersAsync)
            : default;

    private async Task MeasureLayersAsync()
    {
        var asked = _shown;
        try
        {
            var times = await Cluster.Client.Candidate(new(Id, Number)).MeasureLayersAsync();
            if (asked == _shown)
            {
                (_times, _timesProblem) = (times, null);
            }
        }
        catch (LayerTimesException e)
        {
            _timesProblem = e.Message;
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            _timesProblem = "The cluster gave no answer; try again.";
        }
    }

    private async Task ReadCurveAsync()
    {
        var epochs = await Cluster.Client.Experiment(Id).GetCurveAsync(Number);
        if (epochs.Length != _epochs)
        {
            _epochs = epochs.Length;
            _curve = CurveChart.Of(epochs);
        }
    }

    private ImmutableArray<ExperimentEvent> EventsOf(ExperimentSnapshot snapshot) =>
        [.. snapshot.Events.Where(item => item.Candidate == Number && item.Kind is not ExperimentEventKind.Epoch)];
}
