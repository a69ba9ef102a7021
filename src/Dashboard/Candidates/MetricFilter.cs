using System.Globalization;
using NasCluster.Dashboard.Api;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Dashboard.Candidates;

/// <summary>Limits on metrics by name, as an address has them: "flops&lt;=100,latencyMs&gt;=0.5".</summary>
internal static class MetricFilter
{
    private const int Most = 16;

    /// <summary>The text where it can be read; a problem where it cannot.</summary>
    public static string? Read(QueryReader reader)
    {
        var text = reader.Text("where");
        if (text is null || Parse(text) is not null)
        {
            return text;
        }

        reader.Refuse("where", text, $"up to {Most} of NAME<=NUMBER and NAME>=NUMBER with commas between them");
        return null;
    }

    /// <summary>Null for text that is none.</summary>
    public static IReadOnlyList<LimitSpec>? Parse(string text)
    {
        var limits = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Limit).ToList();
        return limits.Count is > 0 and <= Most && !limits.Contains(null) ? [.. limits.OfType<LimitSpec>()] : null;
    }

    /// <summary>The text with another largest value of a metric; null removes it.</summary>
    public static string? With(string? text, string metric, double? most)
    {
        var others = (Parse(text ?? "") ?? []).Where(limit => limit.Metric != metric || limit.Max is null);
        var all = most is { } value ? others.Append(new(metric, Max: value)) : others;
        var joined = string.Join(',', all.Select(Text));
        return joined.Length > 0 ? joined : null;
    }

    /// <summary>The largest value that a filter allows of a metric; null for any.</summary>
    public static double? MostOf(string? text, string metric) =>
        (Parse(text ?? "") ?? []).FirstOrDefault(limit => limit.Metric == metric && limit.Max is not null)?.Max;

    public static bool Fits(IReadOnlyList<LimitSpec> limits, CandidateMetrics? metrics) =>
        metrics is not null
        && limits.All(limit => Metric.Of(metrics, limit.Metric) is { } value && limit.Allows(value));

    private static LimitSpec? Limit(string text)
    {
        var at = text.IndexOf("<=", StringComparison.Ordinal);
        var isMost = at > 0;
        at = isMost ? at : text.IndexOf(">=", StringComparison.Ordinal);
        return
            at > 0
            && double.TryParse(text.AsSpan(at + 2), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? new(text[..at], isMost ? null : value, isMost ? value : null)
            : null;
    }

    private static string Text(LimitSpec limit) =>
        limit.Max is { } most
            ? string.Create(CultureInfo.InvariantCulture, $"{limit.Metric}<={most:R}")
            : string.Create(CultureInfo.InvariantCulture, $"{limit.Metric}>={limit.Min:R}");
}
