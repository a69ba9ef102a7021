using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Components.Pages;

/// <summary>Every experiment with its state, progress and best.</summary>
public sealed partial class ExperimentsPage
{
    private ImmutableArray<ExperimentOverview>? _rows;
    private ImmutableDictionary<string, ImmutableArray<string>> _tags = ImmutableDictionary<
        string,
        ImmutableArray<string>
    >.Empty;
    private string _search = "";
    private int _workers;
    private int _busy;
    private int _slots;

    protected override async Task ReadAsync(CancellationToken ct)
    {
        _rows = await Experiments.ReadAsync(ct);
        _tags = await Notes.TagsAsync(ct);
        var workers = await Cluster.Client.WorkersAsync(ct);
        _workers = workers.Length;
        _slots = workers.Sum(worker => worker.Slots.Length);
        _busy = workers.Sum(worker => worker.Slots.Count(slot => slot.Candidate is not null));
    }

    private ImmutableArray<ExperimentOverview> Shown(ImmutableArray<ExperimentOverview> rows) =>
        [
            .. rows.Where(row =>
                row.Result.Experiment.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase)
                || _tags
                    .GetValueOrDefault(row.Result.Experiment, [])
                    .Contains(_search.Trim(), StringComparer.OrdinalIgnoreCase)
            ),
        ];
}
