using System.Globalization;
using NasCluster.Cli.Figures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Cli.Reports;

/// <summary>The figures of a report, each as a section with its SVG and a sentence.</summary>
internal sealed class ReportFigures(ExperimentResult result, ExperimentSpec spec, IReadOnlyList<CandidateView> trained)
{
    private const int MostBars = 15;
    private readonly HashSet<int> _front = [.. result.Pareto.Select(candidate => candidate.Number)];

    public IEnumerable<string> All()
    {
        if (trained.Count == 0)
        {
            yield break;
        }

        yield return History();
        foreach (var cost in Cost.Of(result, trained))
        {
            yield return Pareto(cost);
        }

        var importance = DimensionImportance.Of(spec.Space, trained);
        if (importance.Count > 0)
        {
            yield return Importance(importance);
            yield return Section(
                "Parallel coordinates",
                "Every trained candidate as a line over the dimensions that tell most about accuracy; darker lines are better.",
                ParallelSvg.Of(trained, importance.Take(7).Select(one => one.Dimension).ToList())
            );
        }

        if (trained.Any(candidate => candidate.PredictedAccuracy is not null))
        {
            yield return Predicted();
        }
    }

    private string History()
    {
        var best = Course.Improvements(trained);
        var plot = new SvgPlot(
            $"Accuracy of {trained.Count} candidates in the order of proposal; the best has {Html.Percent(best[^1].Metrics!.Accuracy)}.",
            "candidate",
            Scale.Of([.. trained.Select(candidate => (double)candidate.Number)]),
            "accuracy",
            Scale.Of([.. trained.Select(candidate => candidate.Metrics!.Accuracy)])
        );
        plot.Steps([.. best.Select(candidate => ((double)candidate.Number, candidate.Metrics!.Accuracy))]);
        foreach (var candidate in trained)
        {
            plot.Point(candidate.Number, candidate.Metrics!.Accuracy, "point", Tip(candidate));
        }

        return Section("Optimisation history", "Each candidate, and the best so far.", plot.ToSvg());
    }

    private string Pareto(Cost cost)
    {
        var shown = trained.Where(candidate => cost.Value(candidate.Metrics!) > 0).ToList();
        var edge = Course.Edge(shown, cost);
        var plot = new SvgPlot(
            $"Accuracy against {cost.Metric} of {shown.Count} candidates; {edge.Count} are beaten by no cheaper one.",
            cost.Metric,
            Scale.Of(shown.ConvertAll(candidate => cost.Value(candidate.Metrics!)!.Value)),
            "accuracy",
            Scale.Of(shown.ConvertAll(candidate => candidate.Metrics!.Accuracy))
        );
        plot.Steps([.. edge.Select(candidate => (cost.Value(candidate.Metrics!)!.Value, candidate.Metrics!.Accuracy))]);
        foreach (var candidate in shown.OrderBy(candidate => _front.Contains(candidate.Number)))
        {
            var kind = _front.Contains(candidate.Number) ? "front" : "point";
            plot.Point(
                cost.Value(candidate.Metrics!)!.Value,
                candidate.Metrics!.Accuracy,
                kind,
                $"{Tip(candidate)}, {cost.Metric} {Cost.Short(cost.Value(candidate.Metrics)!.Value)}"
            );
        }

        var objectives = string.Join(", ", result.Objectives.Select(objective => objective.Metric));
        return Section(
            $"Accuracy against {cost.Metric}",
            $"Large points are on the Pareto front of {objectives}; the line is the best for this cost alone.",
            plot.ToSvg()
        );
    }

    private static string Importance(IReadOnlyList<DimensionImportance> importance)
    {
        const int Line = 24;
        var shown = importance.Take(MostBars).ToList();
        var bars = shown.Select(
            (one, i) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"214\" y=\"{i * Line + 20}\" text-anchor=\"end\">{Html.Text(one.Dimension)}</text><rect class=\"bar\" x=\"222\" y=\"{i * Line + 8}\" width=\"{Math.Max(1, one.Share * 340):0.#}\" height=\"16\"/><text x=\"{232 + one.Share * 340:0.#}\" y=\"{i * Line + 20}\">{one.Share:P0}</text>"
                )
        );
        var title =
            $"Share of the variance of accuracy: {string.Join(", ", shown.Select(one => $"{one.Dimension} {Html.Percent(one.Share)}"))}";
        return Section(
            "Importance of dimensions",
            "Share of the variance of accuracy that each explains by itself (correlation ratio; few results make it look larger).",
            $"<svg viewBox=\"0 0 640 {shown.Count * Line + 12}\" role=\"img\" aria-label=\"{Html.Text(title)}\">{string.Concat(bars)}</svg>\n"
        );
    }

    private string Predicted()
    {
        var shown = trained.Where(candidate => candidate.PredictedAccuracy is not null).ToList();
        var all = shown.SelectMany(candidate =>
            new[] { candidate.PredictedAccuracy!.Value, candidate.Metrics!.Accuracy }
        );
        var scale = Scale.Of([.. all]);
        var plot = new SvgPlot("Predicted against reached accuracy.", "predicted", scale, "reached", scale);
        plot.Diagonal();
        foreach (var candidate in shown)
        {
            plot.Point(candidate.PredictedAccuracy!.Value, candidate.Metrics!.Accuracy, "point", Tip(candidate));
        }

        var rounds = result.Predictor.Select(round =>
            $"{round.Stage} {round.Spearman?.ToString("F2", CultureInfo.InvariantCulture) ?? "–"} over {round.Candidates}"
        );
        return Section(
            "Predicted against reached",
            $"What the predictor expected before training. Spearman's rank correlation: {string.Join("; ", rounds)}.",
            plot.ToSvg()
        );
    }

    private static string Tip(CandidateView candidate) =>
        $"candidate {candidate.Number}, {candidate.Stage}, accuracy {candidate.Metrics!.Accuracy.ToString("F4", CultureInfo.InvariantCulture)}";

    private static string Section(string title, string text, string figure) =>
        $"<section><h2>{Html.Text(title)}</h2><p>{Html.Text(text)}</p>{figure}</section>\n";
}
