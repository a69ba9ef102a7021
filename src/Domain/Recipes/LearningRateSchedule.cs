namespace NasCluster.Domain.Recipes;

/// <summary>The learning rate at every step: linear warm-up, then the schedule over the remaining steps.</summary>
public sealed class LearningRateSchedule(TrainingRecipe recipe, long totalSteps)
{
    private const double StepFactor = 0.1;
    private readonly long _warmup = (long)(recipe.Warmup * totalSteps);

    /// <param name="step">0 … totalSteps − 1.</param>
    public double At(long step)
    {
        if (step < _warmup)
        {
            return recipe.LearningRate * (step + 1) / _warmup;
        }

        var progress = (step - _warmup) / (double)Math.Max(1, totalSteps - _warmup);
        return recipe.LearningRate * Factor(progress);
    }

    private double Factor(double progress) =>
        recipe.Schedule switch
        {
            ScheduleKind.Cosine => 0.5 * (1 + Math.Cos(Math.PI * progress)),
            ScheduleKind.Step when progress >= 0.75 => StepFactor * StepFactor,
            ScheduleKind.Step when progress >= 0.5 => StepFactor,
            _ => 1,
        };
}
