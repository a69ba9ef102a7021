using System.Collections.Immutable;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Candidates;

/// <summary>One value of several candidates side by side.</summary>
/// <param name="Name">Of the value.</param>
/// <param name="Cells">One for each candidate.</param>
/// <param name="Best">Place of the best one; null where none is or all are alike.</param>
internal sealed record ComparedRow(string Name, ImmutableArray<string> Cells, int? Best)
{
    public bool Differs => Cells.Distinct().Count() > 1;

    /// <summary>Figures first, then costs by name, then parameters.</summary>
    public static IEnumerable<ComparedRow> Of(IReadOnlyList<CandidateView> candidates)
    {
        yield return Figure("Accuracy", candidates, metrics => metrics.Accuracy, Quantity.Percent, isMoreBetter: true);
        yield return Figure("Loss", candidates, metrics => metrics.Loss, value => Quantity.Plain(value));
        yield return Figure(
            "Test accuracy",
            candidates,
            metrics => metrics.TestAccuracy,
            Quantity.Percent,
            isMoreBetter: true
        );
        yield return Text("Predicted accuracy", candidates, candidate => Quantity.Percent(candidate.PredictedAccuracy));
        yield return Figure("Latency", candidates, metrics => metrics.LatencyMs, Quantity.Milliseconds);
        yield return Figure("MACs", candidates, metrics => metrics.Macs, Quantity.Short);
        yield return Figure("Parameters", candidates, metrics => metrics.Params, Quantity.Short);
        yield return Figure("Step", candidates, metrics => metrics.StepTimeMs, Quantity.Milliseconds);
        yield return Figure(
            "Reward",
            candidates,
            metrics => metrics.Reward,
            value => Quantity.Plain(value),
            isMoreBetter: true
        );
        foreach (var cost in Names(candidates, candidate => candidate.Metrics?.Costs))
        {
            yield return Text(cost, candidates, candidate => Value(candidate.Metrics?.Costs, cost));
        }

        yield return Text("Stage", candidates, candidate => candidate.Stage);
        yield return Text("Epochs", candidates, candidate => $"{candidate.Epochs}");
        yield return Text("Parent", candidates, candidate => candidate.Parent is { } parent ? $"#{parent}" : "–");
        foreach (var name in Names(candidates, candidate => candidate.Architecture))
        {
            yield return Text(name, candidates, candidate => Value(candidate.Architecture, name));
        }

        foreach (var name in Names(candidates, candidate => candidate.Recipe))
        {
            yield return Text(name, candidates, candidate => Value(candidate.Recipe, name));
        }
    }

    private static ComparedRow Text(string name, IReadOnlyList<CandidateView> all, Func<CandidateView, string> text) =>
        new(name, [.. all.Select(text)], Best: null);

    private static ComparedRow Figure(
        string name,
        IReadOnlyList<CandidateView> all,
        Func<CandidateMetrics, double?> value,
        Func<double?, string> text,
        bool isMoreBetter = false
    )
    {
        var values = all.Select(candidate => candidate.Metrics is { } metrics ? value(metrics) : null).ToList();
        var known = values.OfType<double>().Where(number => number > 0).ToList();
        var best =
            known.Distinct().Count() < 2 ? null
            : isMoreBetter ? known.Max()
            : (double?)known.Min();
        return new(name, [.. values.Select(text)], best is null ? null : values.IndexOf(best));
    }

    private static IEnumerable<string> Names(
        IReadOnlyList<CandidateView> all,
        Func<CandidateView, Domain.SearchSpaces.ParameterSet?> set
    ) =>
        all.SelectMany(candidate => set(candidate)?.Values ?? [])
            .Select(pair => pair.Key)
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static string Value(Domain.SearchSpaces.ParameterSet? set, string name) =>
        set is not null && set.TryGet(name, out var value) ? Quantity.Value(value) : "–";
}
