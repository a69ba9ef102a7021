namespace NasCluster.Domain.SearchSpaces;

/// <summary>Spaces of segmentation networks, at the data set's own image size. The recipe is searched with them.</summary>
internal static class SegmentationSpaces
{
    public const string EspNetDecoder = "espnet-segmentation";
    public const string EspNetV2Decoder = "espnetv2-segmentation";

    public static IEnumerable<SearchSpace> All() =>
        [
            new("espnet-seg", EspNetDecoder, [.. EspNet(), .. Recipe()]),
            new("espnetv2-seg", EspNetV2Decoder, [.. EspNetV2(), .. Recipe(), SpaceDimensions.Real("dropout", 0, 0.3)]),
        ];

    // The paper's are p = 2 and q = 3, 5 or 8.
    private static IEnumerable<Dimension> EspNet()
    {
        yield return SpaceDimensions.Range("p", 1, 4, step: 1);
        yield return SpaceDimensions.Range("q", 1, 8, step: 1);
        yield return SpaceDimensions.Ordinal("width", SpacePart.Architecture, 0.5, 0.75, 1);
        yield return SpaceDimensions.Choice("decoder", SpacePart.Architecture, false, true);
        yield return SpaceDimensions.Ordinal("decoder.width", SpacePart.Architecture, 10, 15, 20) with
        {
            When = new("decoder", [true]),
        };
    }

    // The paper's are depths 3 and 7 with the largest limit.
    private static IEnumerable<Dimension> EspNetV2()
    {
        yield return SpaceDimensions.Ordinal("scale", SpacePart.Architecture, 0.5, 1, 1.25, 1.5, 2);
        yield return SpaceDimensions.Range("level3.depth", 1, 4, step: 1);
        yield return SpaceDimensions.Range("level4.depth", 1, 8, step: 1);
        yield return SpaceDimensions.Ordinal("receptiveLimit", SpacePart.Architecture, 5, 7, 9);
    }

    // Around the authors' recipe: Adam, small batches, weighted classes, the auxiliary loss as heavy as the other.
    private static IEnumerable<Dimension> Recipe()
    {
        yield return SpaceDimensions.Choice("optimizer", SpacePart.Recipe, "adam", "adamw");
        yield return SpaceDimensions.Real("learningRate", 5e-4, 1e-2, log: true);
        yield return SpaceDimensions.Real("weightDecay", 1e-6, 1e-3, log: true);
        yield return SpaceDimensions.Ordinal("batchSize", SpacePart.Recipe, 8, 16, 32);
        yield return SpaceDimensions.Choice("schedule", SpacePart.Recipe, "cosine", "step");
        yield return SpaceDimensions.Real("warmup", 0, 0.2);
        yield return SpaceDimensions.Choice("classWeights", SpacePart.Recipe, false, true);
        yield return SpaceDimensions.Ordinal("auxiliaryLoss", SpacePart.Recipe, 0, 0.5, 1);
        yield return SpaceDimensions.Choice("ema", SpacePart.Recipe, false, true);
    }
}
