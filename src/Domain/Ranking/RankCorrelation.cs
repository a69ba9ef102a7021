using MathNet.Numerics.Statistics;

namespace NasCluster.Domain.Ranking;

/// <summary>How well one order predicts another: 1 the same, 0 unrelated, −1 reversed.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's ρ; null for fewer than three pairs or where one side is constant.</summary>
    public static double? Spearman(IReadOnlyCollection<double> first, IReadOnlyCollection<double> second)
    {
        var correlation = first.Count < 3 ? double.NaN : Correlation.Spearman(first, second);
        return double.IsFinite(correlation) ? correlation : null;
    }
}
