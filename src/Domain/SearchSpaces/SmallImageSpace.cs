namespace NasCluster.Domain.SearchSpaces;

/// <summary>FBNetV3's joint space (rows k, e, c, n, SE, activation; recipe) cut to images of about 28×28 pixels.</summary>
public static class SmallImageSpace
{
    public const string Name = "fbnet-v3-small";

    private static readonly StageRange[] Stages =
    [
        new(MinWidth: 16, MaxWidth: 32, MaxDepth: 3),
        new(MinWidth: 32, MaxWidth: 64, MaxDepth: 3),
        new(MinWidth: 48, MaxWidth: 96, MaxDepth: 2),
    ];

    public static SearchSpace Create() =>
        new(Name, "staged-inverted-residual", [.. Architecture(), .. SpaceDimensions.Recipe()]);

    private static IEnumerable<Dimension> Architecture()
    {
        yield return SpaceDimensions.Ordinal("resolution", SpacePart.Architecture, 20, 24, 28);
        yield return SpaceDimensions.Range("stem.width", 8, 16, step: 4);
        for (var stage = 1; stage <= Stages.Length; stage++)
        {
            var range = Stages[stage - 1];
            yield return SpaceDimensions.Ordinal($"stage{stage}.kernel", SpacePart.Architecture, 3, 5);
            yield return SpaceDimensions.Range($"stage{stage}.expansion", 2, 6, step: 1);
            yield return SpaceDimensions.Range($"stage{stage}.width", range.MinWidth, range.MaxWidth, step: 8);
            yield return SpaceDimensions.Range($"stage{stage}.depth", 1, range.MaxDepth, step: 1);
            yield return SpaceDimensions.Choice($"stage{stage}.se", SpacePart.Architecture, false, true);
            yield return SpaceDimensions.Choice($"stage{stage}.activation", SpacePart.Architecture, "relu", "hswish");
        }

        yield return SpaceDimensions.Range("head.width", 96, 256, step: 32);
    }

    private sealed record StageRange(int MinWidth, int MaxWidth, int MaxDepth);
}
