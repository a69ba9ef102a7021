using System.Globalization;

namespace NasCluster.Bench.Search;

/// <summary>Numbers as they are printed and read, the same on every machine.</summary>
internal static class Shown
{
    public static CultureInfo Culture => CultureInfo.InvariantCulture;

    /// <summary>A mean with its 95 % interval.</summary>
    public static string Mean(IReadOnlyCollection<double> values) =>
        string.Create(Culture, $"{values.Average():F3} ± {Interval(values):F3}");

    /// <summary>Half of the 95 % interval of the mean, by the normal distribution; 0 for a single value.</summary>
    public static double Interval(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return values.Count < 2 ? 0 : 1.96 * Math.Sqrt(squares / (values.Count - 1) / values.Count);
    }

    public static string Number(double value) =>
        Math.Abs(value) >= 1000 ? value.ToString("N0", Culture) : value.ToString("G4", Culture);
}
