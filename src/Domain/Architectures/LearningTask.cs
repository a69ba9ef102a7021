namespace NasCluster.Domain.Architectures;

/// <summary>What a network answers, and what a data set has to learn from.</summary>
public enum LearningTask
{
    /// <summary>One class per image.</summary>
    Classification,

    /// <summary>One class per pixel.</summary>
    Segmentation,
}
