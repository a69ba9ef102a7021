using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// Zero-cost proxies that a trainer measures, for configurations that it never saw: each is learned from all candidates it
/// was measured of, those that a limit kept from training too, which are more than were trained.
/// </summary>
/// <remarks>
/// What was measured gets, like all others, what is expected of it by those that it was left out of: a predictor of
/// accuracies would else trust measured values that it is never given of what it has to judge. A proxy whose expected
/// values have no significant rank correlation with what was trained is left out.
/// </remarks>
internal sealed class MeasuredProxies
{
    private const int Fewest = 10;
    private const int Folds = 5;
    private const double Significant = 2;

    private readonly ImmutableArray<ProxyModel> _models;

    private MeasuredProxies(ImmutableArray<ProxyModel> models) => _models = models;

    /// <summary>Of the proxies that an experiment measures; null where none of them tells anything yet.</summary>
    /// <param name="view">The experiment and its candidates.</param>
    /// <param name="examples">What a predictor is to learn.</param>
    /// <param name="known">Numbers of any configuration that cost no measuring, as many of each.</param>
    public static MeasuredProxies? Of(
        SearchView view,
        IReadOnlyList<TrainedExample> examples,
        Func<Configuration, IReadOnlyList<double>> known
    )
    {
        var failed = view.Candidates.Where(candidate => candidate.Failure is not null);
        var keys = failed.Select(candidate => candidate.Configuration.Key).ToHashSet(StringComparer.Ordinal);
        var trained = examples.Where(example => !keys.Contains(example.Configuration.Key)).ToList();
        var models = (view.Spec.Trainer.Proxies ?? [])
            .Select(name => (name, Rows: RowsOf(view, name)))
            .Where(row => row.Rows.Count >= Fewest)
            .Select(row => new ProxyModel(view.Space, row.Rows, known, Folds, view.Spec.Seed))
            .Where(model => IsTelling(model, trained))
            .ToImmutableArray();
        return models.IsEmpty ? null : new(models);
    }

    /// <summary>What is expected of each of the proxies; safe for all threads.</summary>
    public IEnumerable<double> Of(Configuration configuration) => _models.Select(model => model.Of(configuration));

    private static bool IsTelling(ProxyModel model, List<TrainedExample> trained) =>
        RankCorrelation.Spearman(
            [.. trained.Select(example => model.Of(example.Configuration))],
            [.. trained.Select(example => example.Accuracy)]
        )
            is { } correlation
        && Math.Abs(correlation) * Math.Sqrt(trained.Count) > Significant;

    private static List<(Configuration, double)> RowsOf(SearchView view, string name) =>
        [
            .. view
                .Candidates.Where(candidate => candidate.State.IsFinal)
                .Select(candidate => (candidate.Configuration, Value: ValueOf(candidate, name)))
                .Where(row => double.IsFinite(row.Value)),
        ];

    private static double ValueOf(Candidate candidate, string name) =>
        (candidate.Metrics?.Costs ?? candidate.Failure?.Proxies) is { } measured && measured.TryGet(name, out var value)
            ? value.AsNumber()
            : double.NaN;
}
