namespace NasCluster.Throughput;

internal static class Quantile
{
    /// <summary>The smallest value that at least the given share of the values do not exceed; NaN where there are none.</summary>
    public static double Of(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
