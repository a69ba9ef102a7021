using System.Collections.Immutable;

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

    public static SearchSpace Create() => new(Name, "staged-inverted-residual", [.. Architecture(), .. Recipe()]);

    private static IEnumerable<Dimension> Architecture()
    {
        yield return Ordinal("resolution", SpacePart.Architecture, 20, 24, 28);
        yield return Range("stem.width", 8, 16, step: 4);
        for (var stage = 1; stage <= Stages.Length; stage++)
        {
            var range = Stages[stage - 1];
            yield return Ordinal($"stage{stage}.kernel", SpacePart.Architecture, 3, 5);
            yield return Range($"stage{stage}.expansion", 2, 6, step: 1);
            yield return Range($"stage{stage}.width", range.MinWidth, range.MaxWidth, step: 8);
            yield return Range($"stage{stage}.depth", 1, range.MaxDepth, step: 1);
            yield return Choice($"stage{stage}.se", SpacePart.Architecture, false, true);
            yield return Choice($"stage{stage}.activation", SpacePart.Architecture, "relu", "hswish");
        }

        yield return Range("head.width", 96, 256, step: 32);
    }

    private static IEnumerable<Dimension> Recipe()
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

    private static CategoricalDimension Choice(
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

    private static OrdinalDimension Ordinal(
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

    private static IntegerDimension Range(string name, int min, int max, int step) =>
        new()
        {
            Name = name,
            Part = SpacePart.Architecture,
            Min = min,
            Max = max,
            Step = step,
        };

    private static RealDimension Real(string name, double min, double max, bool log = false) =>
        new()
        {
            Name = name,
            Part = SpacePart.Recipe,
            Min = min,
            Max = max,
            Log = log,
        };

    private sealed record StageRange(int MinWidth, int MaxWidth, int MaxDepth);
}
