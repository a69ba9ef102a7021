using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Ranking;

/// <summary>The one number that a candidate is worth, by the formula an experiment names.</summary>
public static class Reward
{
    /// <summary>EfficientNetV2's search reward A·S^w·P^v (Tan and Le 2021, §3.3).</summary>
    /// <param name="accuracy">A, 0…1.</param>
    /// <param name="stepTime">S, training step time over a reference's; above 0.</param>
    /// <param name="parameters">P, a count; above 0.</param>
    /// <param name="w">Exponent of S; −0.07 in the paper.</param>
    /// <param name="v">Exponent of P; −0.05 in the paper.</param>
    public static double Of(double accuracy, double stepTime, double parameters, double w = -0.07, double v = -0.05) =>
        accuracy * Math.Pow(stepTime, w) * Math.Pow(parameters, v);

    /// <summary>MnasNet's objective A·(L/T)^w (Tan et al. 2019, equations 2 and 3).</summary>
    /// <param name="accuracy">A, 0…1.</param>
    /// <param name="cost">L; above 0.</param>
    /// <param name="target">T; above 0.</param>
    /// <param name="below">Exponent while L ≤ T: −0.07 soft, 0 hard.</param>
    /// <param name="above">Exponent while L &gt; T: −0.07 soft, −1 hard.</param>
    public static double Mnasnet(double accuracy, double cost, double target, double below, double above) =>
        accuracy * Math.Pow(cost / target, cost <= target ? below : above);

    public static double Of(CandidateMetrics metrics, RankingSpec ranking) =>
        ranking.By switch
        {
            RankBy.Mnasnet => Mnasnet(
                metrics.Accuracy,
                Math.Max(double.Epsilon, Metric.Of(metrics, ranking.Metric) ?? ranking.Target),
                ranking.Target,
                ranking.Hard ? 0 : ranking.W,
                ranking.Hard ? -1 : ranking.W
            ),
            RankBy.WeightedSum => ranking.Weights.Values.Sum(weight =>
                weight.Value.AsNumber() * (Metric.Of(metrics, weight.Key) ?? 0)
            ),
            _ => Of(metrics.Accuracy, metrics.StepTimeNormalized, Math.Max(1, metrics.Params), ranking.W, ranking.V),
        };
}
