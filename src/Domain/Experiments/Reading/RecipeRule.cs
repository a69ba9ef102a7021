using System.Collections.Frozen;
using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>What the built-in trainer can do with one recipe parameter: numbers of a range, some words, or true and false.</summary>
internal sealed record RecipeRule
{
    private static readonly NumberRange LearningRate = NumberRange.Positive(100);
    private static readonly NumberRange Share = new(0, 1) { BelowMax = true };

    /// <summary>Every parameter it knows.</summary>
    public static FrozenDictionary<string, RecipeRule> All { get; } =
        new Dictionary<string, RecipeRule>
        {
            ["optimizer"] = new() { Words = ["sgd", "adam", "adamw", "rmsprop", "rmsproptf"] },
            ["learningRate"] = new() { Range = LearningRate },
            ["sgdLearningRate"] = new() { Range = LearningRate },
            ["weightDecay"] = new() { Range = new(0, 10) },
            ["momentum"] = new() { Range = Share },
            ["labelSmoothing"] = new() { Range = Share },
            ["ema"] = new(),
            ["emaDecay"] = new() { Range = Share },
            ["mixup"] = new() { Range = new(0, 10) },
            ["cutmix"] = new() { Range = new(0, 10), IsForImages = true },
            ["randAugment"] = new() { Range = new(0, 30), IsForImages = true },
            ["randAugmentLayers"] = new()
            {
                Range = new(1, 8),
                IsWhole = true,
                IsForImages = true,
            },
            ["randomErasing"] = new() { Range = new(0, 1), IsForImages = true },
            ["batchSize"] = new() { Range = new(1, 4096), IsWhole = true },
            ["schedule"] = new() { Words = ["cosine", "step", "constant", "linear", "exponential", "cyclic"] },
            ["warmup"] = new() { Range = Share },
            ["warmupEpochs"] = new() { Range = new(0, 10000) },
            ["decayFactor"] = new() { Range = NumberRange.Positive(1) },
            ["decayEpochs"] = new() { Range = NumberRange.Positive(10000) },
            ["dropout"] = new() { Range = Share },
            ["stochasticDepth"] = new() { Range = Share },
            ["trainResolution"] = new() { Range = new(1, 4096), IsWhole = true },
            ["progressive"] = new() { Words = ["off", "paper", "released"] },
            ["progressiveStages"] = new() { Range = new(1, 16), IsWhole = true },
            ["startResolution"] = new() { Range = new(1, 4096), IsWhole = true },
            ["startRandAugment"] = new() { Range = new(0, 30), IsForImages = true },
            ["startDropout"] = new() { Range = Share },
            ["classWeights"] = new(),
            ["auxiliaryLoss"] = new() { Range = new(0, 10) },
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public NumberRange? Range { get; private init; }

    public bool IsWhole { get; private init; }

    /// <summary>It is for images with one label, not for labelled pixels.</summary>
    public bool IsForImages { get; private init; }

    public ImmutableArray<string> Words { get; private init; } = [];

    private ParameterKind Kind =>
        Range is not null ? ParameterKind.Number
        : Words.IsEmpty ? ParameterKind.Flag
        : ParameterKind.Text;

    /// <summary>The first value of a dimension that cannot be trained, null where all can.</summary>
    public ParameterValue? Offence(Dimension dimension) =>
        ExtremesOf(dimension).Cast<ParameterValue?>().FirstOrDefault(value => !Allows(value!.Value));

    /// <summary>Whether every value of a dimension is whole where it has to be.</summary>
    public bool AllowsKindOf(Dimension dimension) => !(IsWhole && dimension is RealDimension);

    public string Describe() =>
        Range is not null ? $"{(IsWhole ? "a whole number " : "")}{Range}"
        : Words.IsEmpty ? "true and false"
        : Shown.List(Words);

    /// <summary>All choices, or the ends of a range.</summary>
    public static IEnumerable<ParameterValue> ExtremesOf(Dimension dimension) =>
        dimension switch
        {
            CategoricalDimension categorical => categorical.Choices,
            OrdinalDimension ordinal => ordinal.Choices,
            IntegerDimension integer => [integer.Min, integer.Max],
            RealDimension real => [real.Min, real.Max],
            _ => [],
        };

    private bool Allows(ParameterValue value)
    {
        if (value.Kind != Kind)
        {
            return false;
        }

        return value.Kind switch
        {
            ParameterKind.Number => Range!.Contains(value.AsNumber())
                && (!IsWhole || double.IsInteger(value.AsNumber())),
            ParameterKind.Text => Words.Contains(value.AsText()),
            _ => true,
        };
    }
}
