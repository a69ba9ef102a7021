namespace NasCluster.Domain.Recipes;

/// <summary>Whether image size and regularisation rise while a network is trained (EfficientNetV2, section 4).</summary>
public enum ProgressiveKind
{
    Off,

    /// <summary>The paper's formula: linear from the first stage's values to the last's; dropout rises too.</summary>
    Paper,

    /// <summary>The released code: the size has risen by one part before the first stage; dropout stays.</summary>
    Released,
}
