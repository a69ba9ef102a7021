using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NasCluster.Cli.Figures;
using NasCluster.Cli.Output;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Cli.Reports;

/// <summary>An experiment as one HTML file that needs nothing else: figures as SVG, no scripts, light and dark.</summary>
internal sealed class HtmlReport(
    ExperimentResult result,
    ExperimentSpec spec,
    ImmutableArray<CandidateView> candidates,
    DateTimeOffset now
)
{
    private const int MostRows = 500;

    private const string Style = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1c2430;--soft:#5b6776;--line:#d8dde3;--accent:#1f6feb;--warm:#b4540a;--point:#7b8794}
        @media (prefers-color-scheme:dark){:root{--paper:#12161c;--ink:#e4e8ee;--soft:#a2adba;--line:#333c47;--accent:#6aa6ff;--warm:#f0a35e;--point:#8b97a5}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:70rem;padding:1.5rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        h1{margin:0;font-size:1.6rem}h2{font-size:1.15rem;margin:0 0 .25rem}
        p{margin:.25rem 0 .75rem;color:var(--soft)}
        main{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}
        section{border:1px solid var(--line);border-radius:8px;padding:1rem;min-width:0}
        section.whole{grid-column:1/-1}
        svg{width:100%;height:auto;display:block}
        svg text{fill:var(--soft);font-size:12px}svg text.end{font-size:10px}
        .grid{stroke:var(--line);fill:none}.axis{stroke:var(--soft);fill:none}
        .line{stroke:var(--accent);stroke-width:2;fill:none}.thread{stroke:var(--accent);fill:none}
        .point{fill:var(--point);opacity:.7}.front{fill:var(--warm)}.bar{fill:var(--accent)}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        th,td{padding:.25rem .6rem;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}
        th{color:var(--soft);font-weight:600}
        pre{overflow-x:auto;font-size:.85rem}
        dl{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0 1.5rem}
        dt{color:var(--soft);font-size:.85rem}dd{margin:0;font-weight:600}
        summary{cursor:pointer}
        """;

    private readonly IReadOnlyList<CandidateView> _trained = Course.Trained(candidates);

    public string Write()
    {
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        text.Append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<title>{Html.Text(result.Experiment)} – NasCluster</title>\n<style>{Style}</style></head>\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<body><h1>{Html.Text(result.Experiment)}</h1>\n{Heading()}<main>\n"
        );
        text.Append(Winner());
        text.AppendJoin("", new ReportFigures(result, spec, _trained).All());
        text.Append(Table());
        text.Append(Submitted());
        return text.Append("</main></body></html>\n").ToString();
    }

    private string Heading()
    {
        (string, string)[] facts =
        [
            ("State", ResultText.Word(result.State) + (result.Reason is { } reason ? $": {reason}" : "")),
            ("Strategy", result.Strategy),
            ("Data set", result.Dataset.Name),
            ("Space", spec.Space.Name),
            ("Seed", result.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Candidates", ResultText.Counts(result.Counts)),
            (
                "Wall time",
                TimeSpan.FromSeconds(result.WallSeconds).ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)
            ),
            ("Written", now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        ];
        return $"<dl>{string.Concat(facts.Select(fact => $"<div><dt>{fact.Item1}</dt><dd>{Html.Text(fact.Item2)}</dd></div>"))}</dl>\n";
    }

    private string Winner()
    {
        if (result.Winner is not { Metrics: { } metrics } winner)
        {
            return "<section class=\"whole\"><h2>Winner</h2><p>Nothing is trained yet.</p></section>\n";
        }

        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"accuracy {Html.Percent(metrics.Accuracy)} (test {Html.Percent(metrics.TestAccuracy)}), {metrics.Macs:N0} MACs, {metrics.Params:N0} parameters, {metrics.LatencyMs:F3} ms"
        );
        return $"<section class=\"whole\"><h2>Winner: {Html.Text(winner.Id.ToString())}</h2><p>{figures}; trained for {winner.Epochs} epochs.</p>"
            + Parameters("Architecture", winner.Architecture)
            + Parameters("Recipe", winner.Recipe)
            + "</section>\n";
    }

    private static string Parameters(string title, ParameterSet values) =>
        values.Count == 0
            ? ""
            : Html.Table(
                [title, .. values.Values.Select(pair => Html.Text(pair.Key))],
                [
                    ["", .. values.Values.Select(pair => Html.Text(pair.Value.ToString()))],
                ]
            );

    private string Table()
    {
        var front = result.Pareto.Select(candidate => candidate.Number).ToHashSet();
        var shown = _trained
            .OrderByDescending(candidate => candidate.Metrics!.Accuracy)
            .ThenBy(candidate => candidate.Number)
            .Take(MostRows)
            .ToList();
        var rest = candidates.Length - shown.Count;
        var failed = candidates.Where(candidate => candidate.Failure is not null).Take(MostRows).ToList();
        return $"<section class=\"whole\"><h2>Candidates</h2><p>{shown.Count} by accuracy{(rest > 0 ? $"; {rest} more have no result, or less of it" : "")}.</p>"
            + Html.Table(
                [
                    "#",
                    "stage",
                    "accuracy",
                    "test",
                    "latency ms",
                    "MACs",
                    "parameters",
                    "front",
                    "architecture",
                    "recipe",
                ],
                shown.Select(candidate => Row(candidate, front))
            )
            + (failed.Count > 0 ? Failures(failed) : "")
            + "</section>\n";
    }

    private static IEnumerable<string> Row(CandidateView candidate, HashSet<int> front) =>
        [
            Html.Number(candidate.Number),
            Html.Text(candidate.Stage),
            Html.Percent(candidate.Metrics!.Accuracy),
            Html.Percent(candidate.Metrics.TestAccuracy),
            Html.Number(candidate.Metrics.LatencyMs, "F3"),
            Html.Number(candidate.Metrics.Macs, "N0"),
            Html.Number(candidate.Metrics.Params, "N0"),
            front.Contains(candidate.Number) ? "yes" : "",
            Html.Text(candidate.Architecture.ToString()),
            Html.Text(candidate.Recipe.ToString()),
        ];

    private static string Failures(List<CandidateView> failed) =>
        "<h2>Failed or stopped</h2>"
        + Html.Table(
            ["#", "why", "message"],
            failed.Select(candidate =>
                (IEnumerable<string>)
                    [
                        Html.Number(candidate.Number),
                        ResultText.Word(candidate.Failure!.Kind),
                        Html.Text(candidate.Failure.Message),
                    ]
            )
        );

    private string Submitted()
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(spec, DomainJson.Default.ExperimentSpec));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            document.WriteTo(writer);
        }

        var text = Encoding.UTF8.GetString(stream.ToArray());
        return $"<section class=\"whole\"><details><summary>What was submitted</summary><pre>{Html.Text(text)}</pre></details></section>\n";
    }
}
