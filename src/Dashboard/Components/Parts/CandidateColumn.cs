using Microsoft.AspNetCore.Components;
using NasCluster.Dashboard.Candidates;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>A column of the table of candidates.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Sort">What its heading orders by; null for nothing.</param>
/// <param name="IsFigure">Numbers, aligned right.</param>
/// <param name="IsShort">Shown in short tables too.</param>
/// <param name="Cell">What it shows of a candidate.</param>
public sealed record CandidateColumn(
    string Title,
    CandidateSort? Sort,
    bool IsFigure,
    bool IsShort,
    Func<CandidateTable, CandidateView, RenderFragment> Cell
)
{
    public static readonly CandidateColumn[] All =
    [
        new(
            "#",
            CandidateSort.Number,
            IsFigure: true,
            IsShort: true,
            (table, candidate) => Link(table.Experiment, candidate.Number)
        ),
        new("State", CandidateSort.State, IsFigure: false, IsShort: false, (_, candidate) => Badge(candidate)),
        new("Stage", CandidateSort.Stage, IsFigure: false, IsShort: true, (_, candidate) => Text(candidate.Stage)),
        Figure(
            "Accuracy",
            CandidateSort.Accuracy,
            candidate => Quantity.Percent(candidate.Metrics?.Accuracy),
            isShort: true
        ),
        Figure("Predicted", CandidateSort.Predicted, candidate => Quantity.Percent(candidate.PredictedAccuracy)),
        Figure("Loss", CandidateSort.Loss, candidate => Quantity.Plain(candidate.Metrics?.Loss)),
        Figure(
            "Latency",
            CandidateSort.LatencyMs,
            candidate => Quantity.Milliseconds(candidate.Metrics?.LatencyMs),
            isShort: true
        ),
        Figure("MACs", CandidateSort.Macs, candidate => Quantity.Cost(candidate.Metrics?.Macs), isShort: true),
        Figure(
            "Parameters",
            CandidateSort.Params,
            candidate => Quantity.Cost(candidate.Metrics?.Params),
            isShort: true
        ),
        Figure("Step", CandidateSort.StepTimeMs, candidate => Quantity.Milliseconds(candidate.Metrics?.StepTimeMs)),
        Figure("Reward", CandidateSort.Reward, candidate => Quantity.Plain(candidate.Metrics?.Reward)),
        Figure("Attempts", CandidateSort.Attempts, candidate => $"{candidate.Attempts}"),
    ];

    /// <summary>Name of the cost, with <see cref="CandidateSort.Cost"/>.</summary>
    public string? By { get; init; }

    /// <summary>Names it in an address.</summary>
    public string Key => Title;

    /// <summary>All that a table of an experiment can have: figures, costs by name, parameters of the space.</summary>
    public static IReadOnlyList<CandidateColumn> Of(ExperimentSnapshot snapshot) =>
        snapshot.Shared(
            nameof(CandidateColumn),
            () =>
                (IReadOnlyList<CandidateColumn>)
                    [
                        .. All.Concat(snapshot.Costs.Select(OfCost))
                            .Concat(snapshot.Spec.Space.Dimensions.Select(OfParameter))
                            .DistinctBy(column => column.Key, StringComparer.Ordinal),
                    ]
        );

    /// <summary>Those an address names, in their usual order; figures and costs where it names none.</summary>
    /// <param name="snapshot">The experiment.</param>
    /// <param name="keys">With commas between them.</param>
    public static IReadOnlyList<CandidateColumn> Chosen(ExperimentSnapshot snapshot, string? keys)
    {
        var named = keys?.Split(',').ToHashSet(StringComparer.Ordinal);
        List<CandidateColumn> chosen = [.. Of(snapshot).Where(column => named?.Contains(column.Key) == true)];
        return chosen.Count > 0 ? chosen : [.. Of(snapshot).Where(column => column.Sort is not null)];
    }

    private static CandidateColumn OfParameter(Dimension dimension) =>
        new(
            dimension.Name,
            Sort: null,
            IsFigure: true,
            IsShort: false,
            (_, candidate) =>
                Text(
                    candidate.Architecture.TryGet(dimension.Name, out var value)
                    || candidate.Recipe.TryGet(dimension.Name, out value)
                        ? Quantity.Value(value)
                        : "–"
                )
        );

    private static CandidateColumn OfCost(string cost) =>
        Figure(
            cost,
            CandidateSort.Cost,
            candidate => Quantity.Short(candidate.Metrics is { } metrics ? Metric.Of(metrics, cost) : null)
        ) with
        {
            By = cost,
        };

    private static CandidateColumn Figure(
        string title,
        CandidateSort sort,
        Func<CandidateView, string> text,
        bool isShort = false
    ) => new(title, sort, IsFigure: true, isShort, (_, candidate) => Text(text(candidate)));

    private static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    private static RenderFragment Link(string experiment, int number) =>
        builder =>
        {
            builder.OpenElement(0, "a");
            builder.AddAttribute(1, "href", Links.Candidate(experiment, number));
            builder.AddContent(2, number);
            builder.CloseElement();
        };

    private static RenderFragment Badge(CandidateView candidate) =>
        builder =>
        {
            builder.OpenComponent<StateBadge>(0);
            builder.AddComponentParameter(1, nameof(StateBadge.State), candidate.State);
            builder.CloseComponent();
            if (candidate.Failure is { } failure)
            {
                builder.OpenElement(2, "span");
                builder.AddAttribute(3, "class", "soft");
                builder.AddAttribute(4, "title", failure.Message);
                builder.AddContent(5, $" {failure.Kind.ToString().ToLowerInvariant()}");
                builder.CloseElement();
            }
        };
}
