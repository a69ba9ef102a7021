using System.Collections.Immutable;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Latency;

/// <summary>How well estimates agree with measured networks that the table was not fitted on.</summary>
/// <param name="Networks">How many.</param>
/// <param name="FastestMs">Measured.</param>
/// <param name="SlowestMs">Measured.</param>
/// <param name="MeanErrorPercent">Mean absolute percentage error of the sums.</param>
/// <param name="CalibratedMeanErrorPercent">The same of the calibrated estimates.</param>
/// <param name="Spearman">Rank correlation of sums and measured times (a calibration with a positive factor keeps it).</param>
public sealed record LatencyAccuracy(
    int Networks,
    double FastestMs,
    double SlowestMs,
    double MeanErrorPercent,
    double? CalibratedMeanErrorPercent = null,
    double? Spearman = null
)
{
    /// <exception cref="ArgumentException">There are no pairs.</exception>
    public static LatencyAccuracy Of(
        ImmutableArray<(double SumMs, double MeasuredMs)> pairs,
        LatencyCalibration? calibration
    )
    {
        if (pairs.IsEmpty)
        {
            throw new ArgumentException("At least one network is needed.", nameof(pairs));
        }

        return new(
            pairs.Length,
            pairs.Min(pair => pair.MeasuredMs),
            pairs.Max(pair => pair.MeasuredMs),
            ErrorPercent(pairs, sum => sum),
            calibration is null ? null : ErrorPercent(pairs, calibration.Apply),
            RankCorrelation.Spearman([.. pairs.Select(pair => pair.SumMs)], [.. pairs.Select(pair => pair.MeasuredMs)])
        );
    }

    private static double ErrorPercent(
        ImmutableArray<(double SumMs, double MeasuredMs)> pairs,
        Func<double, double> estimate
    ) => 100 * pairs.Average(pair => Math.Abs(estimate(pair.SumMs) - pair.MeasuredMs) / pair.MeasuredMs);
}
