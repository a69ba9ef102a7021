using System.Collections.Immutable;

namespace NasCluster.Domain.Latency;

/// <summary>Correction of sums of entries, fitted on whole networks: overhead + factor · sum.</summary>
/// <param name="OverheadMs">What every network takes beside its blocks; may be negative.</param>
/// <param name="Factor">How much faster or slower blocks are within a network than alone.</param>
/// <param name="Networks">Whole networks it was fitted on.</param>
public sealed record LatencyCalibration(double OverheadMs, double Factor, int Networks)
{
    private const int FewestForLine = 3;

    /// <summary>Least squares over pairs of sum and measured time; the factor alone for fewer than three.</summary>
    /// <exception cref="ArgumentException">There are no pairs.</exception>
    public static LatencyCalibration Fit(ImmutableArray<(double SumMs, double MeasuredMs)> pairs)
    {
        if (pairs.IsEmpty)
        {
            throw new ArgumentException("At least one network is needed.", nameof(pairs));
        }

        if (pairs.Length >= FewestForLine && pairs.Select(pair => pair.SumMs).Distinct().Count() > 1)
        {
            var (overhead, factor) = MathNet.Numerics.Fit.Line(
                [.. pairs.Select(pair => pair.SumMs)],
                [.. pairs.Select(pair => pair.MeasuredMs)]
            );
            return new(overhead, factor, pairs.Length);
        }

        return new(0, pairs.Sum(pair => pair.MeasuredMs) / pairs.Sum(pair => pair.SumMs), pairs.Length);
    }

    public double Apply(double sumMs) => OverheadMs + Factor * sumMs;
}
