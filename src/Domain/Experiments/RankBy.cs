namespace NasCluster.Domain.Experiments;

public enum RankBy
{
    /// <summary>A·S^w·P^v of EfficientNetV2.</summary>
    Reward,
    Accuracy,

    /// <summary>A·(L/T)^w of MnasNet.</summary>
    Mnasnet,

    /// <summary>A sum of metrics with weights.</summary>
    WeightedSum,

    /// <summary>By fronts, the most accurate first in each.</summary>
    Pareto,
}
