using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Ranking;

/// <summary>EfficientNetV2's search reward A·S^w·P^v (Tan and Le 2021, §3.3).</summary>
public static class Reward
{
    /// <param name="accuracy">A, 0…1.</param>
    /// <param name="stepTime">S, training step time over a reference's; above 0.</param>
    /// <param name="parameters">P, a count; above 0.</param>
    /// <param name="w">Exponent of S; −0.07 in the paper.</param>
    /// <param name="v">Exponent of P; −0.05 in the paper.</param>
    public static double Of(double accuracy, double stepTime, double parameters, double w = -0.07, double v = -0.05) =>
        accuracy * Math.Pow(stepTime, w) * Math.Pow(parameters, v);

    public static double Of(CandidateMetrics metrics, RankingSpec ranking) =>
        Of(metrics.Accuracy, metrics.StepTimeNormalized, Math.Max(1, metrics.Params), ranking.W, ranking.V);
}
