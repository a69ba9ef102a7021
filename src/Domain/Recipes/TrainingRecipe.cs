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

    /// <summary>α of mixup's Beta(α, α); 0 is off.</summary>
    public double Mixup { get; init; }

    /// <summary>Segmentation: rare classes count more in the loss.</summary>
    public bool ClassWeights { get; init; } = true;

    /// <summary>Segmentation: weight of the loss on a network's auxiliary scores, 0 or more.</summary>
    public double AuxiliaryLoss { get; init; } = 1;

    public int BatchSize { get; init; } = 64;

    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>Share of all steps with linear warm-up, 0 ≤ w &lt; 1.</summary>
    public double Warmup { get; init; } = 0.05;

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
                Mixup = Number(recipe, "mixup", 0, value => value is >= 0 and <= 10),
                ClassWeights = !recipe.TryGet("classWeights", out var weighted) || weighted.AsFlag(),
                AuxiliaryLoss = Number(
                    recipe,
                    "auxiliaryLoss",
                    defaults.AuxiliaryLoss,
                    value => value is >= 0 and <= 10
                ),
                BatchSize = (int)Number(recipe, "batchSize", defaults.BatchSize, value => value is >= 1 and <= 65536),
                Schedule = Choice(recipe, "schedule", defaults.Schedule),
                Warmup = Number(recipe, "warmup", defaults.Warmup, value => value is >= 0 and < 1),
            };
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidRecipeException(e.Message, e);
        }
    }

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
