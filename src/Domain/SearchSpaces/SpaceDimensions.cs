using System.Collections.Immutable;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Dimensions of the built-in spaces in few words, and the recipe they share.</summary>
internal static class SpaceDimensions
{
    public static CategoricalDimension Choice(
        string name,
        SpacePart part,
        params ImmutableArray<ParameterValue> choices
    ) =>
        new()
        {
            Name = name,
            Part = part,
            Choices = choices,
        };

    public static OrdinalDimension Ordinal(
        string name,
        SpacePart part,
        params ImmutableArray<ParameterValue> choices
    ) =>
        new()
        {
            Name = name,
            Part = part,
            Choices = choices,
        };

    public static IntegerDimension Range(string name, int min, int max, int step) =>
        new()
        {
            Name = name,
            Part = SpacePart.Architecture,
            Min = min,
            Max = max,
            Step = step,
        };

    /// <summary>Everything the built-in trainer lets a search choose of a training (FBNetV3 §3: the joint space).</summary>
    public static IEnumerable<Dimension> Recipe()
    {
        yield return Choice("optimizer", SpacePart.Recipe, "sgd", "adam", "adamw", "rmsprop");
        yield return Real("learningRate", 5e-4, 2e-2, log: true) with
        {
            When = new("optimizer", ["adam", "adamw", "rmsprop"]),
        };
        yield return Real("sgdLearningRate", 1e-2, 3e-1, log: true) with
        {
            When = new("optimizer", ["sgd"]),
        };
        yield return Real("weightDecay", 1e-6, 1e-2, log: true);
        yield return Ordinal("batchSize", SpacePart.Recipe, 32, 64, 128);
        yield return Choice("schedule", SpacePart.Recipe, "cosine", "step");
        yield return Real("warmup", 0, 0.2);
        yield return Real("dropout", 0, 0.3);
        yield return Real("stochasticDepth", 0, 0.2);
        yield return Real("labelSmoothing", 0, 0.2);
        yield return Real("mixup", 0, 0.4);
        yield return Choice("ema", SpacePart.Recipe, false, true);
    }

    /// <summary>A real number of the recipe.</summary>
    public static RealDimension Real(string name, double min, double max, bool log = false) =>
        new()
        {
            Name = name,
            Part = SpacePart.Recipe,
            Min = min,
            Max = max,
            Log = log,
        };
}
