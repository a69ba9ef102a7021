using NasCluster.Domain.Recipes;

namespace NasCluster.Training;

/// <summary>What every contender trains with: AdamW, no decay of vectors, gradient norm at most 5, cross entropy.</summary>
internal static class Recipes
{
    public const double LearningRate = 3e-3;
    public const double WeightDecay = 1e-4;

    public static TrainingRecipe Of(int batch) =>
        new()
        {
            BatchSize = batch,
            LearningRate = LearningRate,
            WeightDecay = WeightDecay,
            Optimizer = OptimizerKind.AdamW,
            Schedule = ScheduleKind.Constant,
            Warmup = 0,
        };
}
