using System.Collections.Immutable;

namespace NasCluster.Domain.Recipes;

/// <summary>
/// The stages of a training: one, or as many as progressive learning has (Tan and Le 2021, algorithm 1 and table 6). The
/// last one has the recipe's own values.
/// </summary>
public static class TrainingStages
{
    /// <param name="recipe">Targets, and how they are reached.</param>
    /// <param name="resolution">Side of the images that the network is evaluated on.</param>
    /// <param name="epochs">Of the whole training, above 0. Stages that would have none are left out.</param>
    /// <exception cref="InvalidRecipeException">A size is above the one it has to lead to.</exception>
    public static ImmutableArray<TrainingStage> Of(TrainingRecipe recipe, int resolution, int epochs)
    {
        var size = AtMost("trainResolution", recipe.TrainResolution, resolution, "the network is evaluated at");
        var isOff = recipe.Progressive == ProgressiveKind.Off;
        var count = isOff ? 1 : recipe.ProgressiveStages;
        var first = isOff
            ? size
            : AtMost("startResolution", recipe.StartResolution ?? (size + 1) / 2, size, "the last stage has");
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(index => StageOf(recipe, first, size, index, count, epochs))
                .Where(stage => stage.LastEpoch >= stage.FirstEpoch),
        ];
    }

    /// <summary>The stage of an epoch.</summary>
    /// <param name="stages">All of them.</param>
    /// <param name="epoch">Counted from 1.</param>
    public static int IndexOf(ImmutableArray<TrainingStage> stages, int epoch)
    {
        for (var i = 0; i < stages.Length; i++)
        {
            if (epoch <= stages[i].LastEpoch)
            {
                return i;
            }
        }

        return stages.Length - 1;
    }

    private static TrainingStage StageOf(TrainingRecipe recipe, int first, int last, int index, int count, int epochs)
    {
        double Rising(double start, double target) => Between(Math.Min(start, target), target, index, count);

        var isPaper = recipe.Progressive == ProgressiveKind.Paper;
        return new()
        {
            FirstEpoch = (int)((long)index * epochs / count) + 1,
            LastEpoch = (int)((long)(index + 1) * epochs / count),
            Resolution = isPaper
                ? (int)Math.Round(Between(first, last, index, count))
                : (int)(first + (last - first) * (index + 1.0) / count),
            RandAugment = recipe.RandAugment > 0 ? Rising(recipe.StartRandAugment, recipe.RandAugment) : 0,
            Mixup = Rising(0, recipe.Mixup),
            CutMix = Rising(0, recipe.CutMix),
            Dropout = isPaper && recipe.Dropout is { } rate ? Rising(recipe.StartDropout, rate) : recipe.Dropout,
        };
    }

    private static double Between(double start, double end, int index, int count) =>
        index == count - 1 ? end : start + (end - start) * index / (count - 1);

    private static int AtMost(string name, int? value, int limit, string whose) =>
        value > limit
            ? throw new InvalidRecipeException($"'{name}' is {value}, above the {limit} pixels that {whose}.")
            : value ?? limit;
}
