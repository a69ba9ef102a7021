namespace NasCluster.Domain.Recipes;

/// <summary>Epochs of a training that share image size and regularisation.</summary>
public sealed record TrainingStage
{
    /// <summary>Counted from 1.</summary>
    public required int FirstEpoch { get; init; }

    /// <summary>Part of the stage.</summary>
    public required int LastEpoch { get; init; }

    /// <summary>Side of the images, pixels.</summary>
    public required int Resolution { get; init; }

    /// <summary>RandAugment's magnitude.</summary>
    public required double RandAugment { get; init; }

    /// <summary>α of mixup.</summary>
    public required double Mixup { get; init; }

    /// <summary>α of CutMix.</summary>
    public required double CutMix { get; init; }

    /// <summary>Dropout before the classifier; null where the recipe has none.</summary>
    public double? Dropout { get; init; }
}
