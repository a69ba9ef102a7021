namespace NasCluster.Domain.Experiments;

/// <summary>How finished candidates are ordered, and so which one wins.</summary>
public sealed record RankingSpec
{
    public RankBy By { get; init; } = RankBy.Reward;

    /// <summary>Exponent of the normalised step time S (EfficientNetV2 §3.3).</summary>
    public double W { get; init; } = -0.07;

    /// <summary>Exponent of the parameter count P (EfficientNetV2 §3.3).</summary>
    public double V { get; init; } = -0.05;
}
