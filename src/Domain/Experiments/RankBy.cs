namespace NasCluster.Domain.Experiments;

public enum RankBy
{
    /// <summary>A·S^w·P^v of EfficientNetV2.</summary>
    Reward,
    Accuracy,
}
