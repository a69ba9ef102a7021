using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NasCluster.Domain.Experiments;

/// <summary>Limits as people write them: "latencyMs&lt;=5", "accuracy&gt;=0.9".</summary>
public static class LimitText
{
    private const string AtMost = "<=";
    private const string AtLeast = ">=";

    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "METRIC<=NUMBER or METRIC>=NUMBER";

    /// <summary>Reads one limit.</summary>
    /// <param name="text">A metric, "&lt;=" or "&gt;=", and a finite number.</param>
    /// <param name="limit">The limit, where it could be read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out LimitSpec? limit)
    {
        limit = null;
        var isUpper = text.Contains(AtMost, StringComparison.Ordinal);
        var parts = text.Split(isUpper ? AtMost : AtLeast);
        if (
            parts is not [var metric, var number]
            || string.IsNullOrWhiteSpace(metric)
            || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value)
        )
        {
            return false;
        }

        limit = isUpper ? new(metric.Trim(), Max: value) : new(metric.Trim(), Min: value);
        return true;
    }
}
