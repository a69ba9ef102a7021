using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Recipes;

/// <summary>How a network is trained; what a recipe does not name has the default here.</summary>
public sealed record TrainingRecipe
{
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamW;

    /// <summary>Peak learning rate, above 0.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Decoupled for AdamW, added to the gradient otherwise; 0 or more.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Momentum of SGD and RMSProp.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Smoothing of the one-hot targets, 0 ≤ s &lt; 1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Evaluate an exponential moving average of the weights.</summary>
    public bool Ema { get; init; }

    /// <summary>Largest decay of that average, 0 ≤ d &lt; 1.</summary>
    public double EmaDecay { get; init; } = 0.999;

    /// <summary>α of mixup's Beta(α, α); 0 is off.</summary>
    public double Mixup { get; init; }

    /// <summary>α of CutMix's Beta(α, α); 0 is off. Images with one label only.</summary>
    public double CutMix { get; init; }

    /// <summary>RandAugment's magnitude, 0…30; 0 is off. Images with one label only.</summary>
    public double RandAugment { get; init; }

    /// <summary>RandAugment's operations on every image, 1…8.</summary>
    public int RandAugmentLayers { get; init; } = 2;

    /// <summary>Probability that a box of an image is erased, 0…1. Images with one label only.</summary>
    public double RandomErasing { get; init; }

    /// <summary>Segmentation: rare classes count more in the loss.</summary>
    public bool ClassWeights { get; init; } = true;

    /// <summary>Segmentation: weight of the loss on a network's auxiliary scores, 0 or more.</summary>
    public double AuxiliaryLoss { get; init; } = 1;

    /// <summary>Dropout before the classifier, which decoders read from the recipe; null where it does not name it.</summary>
    public double? Dropout { get; init; }

    /// <summary>Side of the training images, pixels, at most that of the evaluation; null for the same.</summary>
    public int? TrainResolution { get; init; }

    /// <summary>Image size and regularisation rise from stage to stage.</summary>
    public ProgressiveKind Progressive { get; init; }

    /// <summary>Stages of progressive learning, 1…16.</summary>
    public int ProgressiveStages { get; init; } = 4;

    /// <summary>Progressive learning: side of the images that the size rises from; null: half of the last stage's.</summary>
    public int? StartResolution { get; init; }

    /// <summary>Progressive learning: RandAugment's magnitude in the first stage, at most that of the last.</summary>
    public double StartRandAugment { get; init; } = 5;

    /// <summary>Progressive learning by the paper: dropout in the first stage, at most that of the last.</summary>
    public double StartDropout { get; init; } = 0.1;

    public int BatchSize { get; init; } = 64;

    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>Share of all steps with linear warm-up, 0 ≤ w &lt; 1.</summary>
    public double Warmup { get; init; } = 0.05;

    /// <summary>Epochs with linear warm-up, in the place of <see cref="Warmup"/>; 0 or more.</summary>
    public double? WarmupEpochs { get; init; }

    /// <summary>Exponential schedule: what the learning rate is multiplied by, 0 &lt; f ≤ 1.</summary>
    public double DecayFactor { get; init; } = 0.97;

    /// <summary>Exponential schedule: after so many epochs each time, above 0.</summary>
    public double DecayEpochs { get; init; } = 2.4;

    /// <exception cref="InvalidRecipeException">A value is out of range or of the wrong kind.</exception>
    public static TrainingRecipe From(ParameterSet recipe)
    {
        var defaults = new TrainingRecipe();
        try
        {
            var optimizer = Choice(recipe, "optimizer", defaults.Optimizer);
            var rateName =
                optimizer == OptimizerKind.Sgd && recipe.Contains("sgdLearningRate")
                    ? "sgdLearningRate"
                    : "learningRate";
            return new()
            {
                Optimizer = optimizer,
                LearningRate = Number(recipe, rateName, defaults.LearningRate, value => value is > 0 and <= 100),
                WeightDecay = Number(recipe, "weightDecay", defaults.WeightDecay, value => value is >= 0 and <= 10),
                Momentum = Number(recipe, "momentum", defaults.Momentum, value => value is >= 0 and < 1),
                LabelSmoothing = Number(recipe, "labelSmoothing", 0, value => value is >= 0 and < 1),
                Ema = recipe.TryGet("ema", out var ema) && ema.AsFlag(),
                EmaDecay = Number(recipe, "emaDecay", defaults.EmaDecay, value => value is >= 0 and < 1),
                Mixup = Number(recipe, "mixup", 0, value => value is >= 0 and <= 10),
                CutMix = Number(recipe, "cutmix", 0, value => value is >= 0 and <= 10),
                RandAugment = Number(recipe, "randAugment", 0, value => value is >= 0 and <= 30),
                RandAugmentLayers = (int)Number(
                    recipe,
                    "randAugmentLayers",
                    defaults.RandAugmentLayers,
                    value => value is >= 1 and <= 8
                ),
                RandomErasing = Number(recipe, "randomErasing", 0, value => value is >= 0 and <= 1),
                ClassWeights = !recipe.TryGet("classWeights", out var weighted) || weighted.AsFlag(),
                AuxiliaryLoss = Number(
                    recipe,
                    "auxiliaryLoss",
                    defaults.AuxiliaryLoss,
                    value => value is >= 0 and <= 10
                ),
                Dropout = recipe.Contains("dropout")
                    ? Number(recipe, "dropout", 0, value => value is >= 0 and < 1)
                    : null,
                TrainResolution = Side(recipe, "trainResolution"),
                Progressive = Choice(recipe, "progressive", defaults.Progressive),
                ProgressiveStages = (int)Number(
                    recipe,
                    "progressiveStages",
                    defaults.ProgressiveStages,
                    value => value is >= 1 and <= 16
                ),
                StartResolution = Side(recipe, "startResolution"),
                StartRandAugment = Number(
                    recipe,
                    "startRandAugment",
                    defaults.StartRandAugment,
                    value => value is >= 0 and <= 30
                ),
                StartDropout = Number(recipe, "startDropout", defaults.StartDropout, value => value is >= 0 and < 1),
                BatchSize = (int)Number(recipe, "batchSize", defaults.BatchSize, value => value is >= 1 and <= 65536),
                Schedule = Choice(recipe, "schedule", defaults.Schedule),
                Warmup = Number(recipe, "warmup", defaults.Warmup, value => value is >= 0 and < 1),
                WarmupEpochs = recipe.Contains("warmupEpochs")
                    ? Number(recipe, "warmupEpochs", 0, value => value is >= 0 and <= 10000)
                    : null,
                DecayFactor = Number(recipe, "decayFactor", defaults.DecayFactor, value => value is > 0 and <= 1),
                DecayEpochs = Number(recipe, "decayEpochs", defaults.DecayEpochs, value => value is > 0 and <= 10000),
            };
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidRecipeException(e.Message, e);
        }
    }

    private static int? Side(ParameterSet recipe, string name) =>
        recipe.Contains(name) ? (int)Number(recipe, name, 0, value => value is >= 1 and <= 4096) : null;

    private static double Number(ParameterSet recipe, string name, double fallback, Func<double, bool> allowed)
    {
        var value = recipe.TryGet(name, out var given) ? given.AsNumber() : fallback;
        return allowed(value)
            ? value
            : throw new InvalidRecipeException($"'{name}' is {given}, which is out of range.");
    }

    private static T Choice<T>(ParameterSet recipe, string name, T fallback)
        where T : struct, Enum
    {
        if (!recipe.TryGet(name, out var given))
        {
            return fallback;
        }

        return Enum.TryParse<T>(given.AsText(), ignoreCase: true, out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new InvalidRecipeException(
                $"'{name}' is '{given}'; allowed are {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}."
            );
    }
}
