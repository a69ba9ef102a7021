using System.Globalization;
using System.Text;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Candidates;

/// <summary>Candidates as CSV (RFC 4180): fixed columns, then one for each cost by name and for each parameter.</summary>
internal static class CandidateCsv
{
    private const string Formula = "=+-@\t\r";
    private static readonly string[] Fixed =
    [
        "number",
        "state",
        "stage",
        "epochs",
        "attempts",
        "accuracy",
        "loss",
        "testAccuracy",
        "latencyMs",
        "stepTimeMs",
        "macs",
        "params",
        "reward",
        "predictedAccuracy",
        "parent",
        "failure",
    ];

    public static byte[] Of(IReadOnlyList<CandidateView> candidates)
    {
        var names = candidates
            .SelectMany(candidate => candidate.Architecture.Values.Concat(candidate.Recipe.Values))
            .Select(pair => pair.Key)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var costs = candidates
            .SelectMany(candidate => candidate.Metrics?.Costs?.Values ?? [])
            .Select(pair => pair.Key)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var text = new StringBuilder();
        Append(text, [.. Fixed, .. costs.Select(cost => $"costs.{cost}"), .. names]);
        foreach (var candidate in candidates)
        {
            Append(
                text,
                [
                    .. Values(candidate),
                    .. costs.Select(cost => Cost(candidate, cost)),
                    .. names.Select(name => Parameter(candidate, name)),
                ]
            );
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static object?[] Values(CandidateView candidate) =>
        [
            candidate.Number,
            candidate.State.ToString().ToLowerInvariant(),
            candidate.Stage,
            candidate.Epochs,
            candidate.Attempts,
            candidate.Metrics?.Accuracy,
            candidate.Metrics?.Loss,
            candidate.Metrics?.TestAccuracy,
            candidate.Metrics?.LatencyMs,
            candidate.Metrics?.StepTimeMs,
            candidate.Metrics?.Macs,
            candidate.Metrics?.Params,
            candidate.Metrics?.Reward,
            candidate.PredictedAccuracy,
            candidate.Parent,
            candidate.Failure is { } failure ? $"{failure.Kind}: {failure.Message}" : null,
        ];

    private static string? Cost(CandidateView candidate, string name) =>
        candidate.Metrics?.Costs is { } costs && costs.TryGet(name, out var value) ? value.ToString() : null;

    private static string? Parameter(CandidateView candidate, string name) =>
        candidate.Architecture.TryGet(name, out var value) || candidate.Recipe.TryGet(name, out value)
            ? value.ToString()
            : null;

    private static void Append(StringBuilder text, IEnumerable<object?> cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    /// <summary>A text that a spreadsheet would compute gets a quote in front.</summary>
    private static string Cell(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (
            text.Length > 0
            && Formula.Contains(text[0], StringComparison.Ordinal)
            && !double.TryParse(text, CultureInfo.InvariantCulture, out _)
        )
        {
            text = $"'{text}";
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
