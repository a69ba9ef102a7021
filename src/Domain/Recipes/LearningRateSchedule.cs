namespace NasCluster.Domain.Recipes;

/// <summary>The learning rate at every step: linear warm-up, then the schedule.</summary>
/// <remarks>
/// Cosine, linear, step and constant run over the steps after the warm-up. Exponential and cyclic count epochs from the
/// start, as the released code of EfficientNet and ESPNetV2 does, so that the warm-up covers their beginning.
/// </remarks>
public sealed class LearningRateSchedule
{
    private const double StepFactor = 0.1;
    private const int Cycle = 5;

    // ESPNetV2: of 300 epochs.
    private const double CyclicEpochs = 300;
    private static readonly int[] Halvings = [51, 101, 131, 161, 191, 221, 251, 281];

    private readonly TrainingRecipe _recipe;
    private readonly int _stepsPerEpoch;
    private readonly int _epochs;
    private readonly long _total;
    private readonly long _warmup;

    /// <param name="recipe">Peak, kind and warm-up.</param>
    /// <param name="stepsPerEpoch">Above 0.</param>
    /// <param name="epochs">Of the whole training, above 0.</param>
    public LearningRateSchedule(TrainingRecipe recipe, int stepsPerEpoch, int epochs)
    {
        _recipe = recipe;
        _stepsPerEpoch = stepsPerEpoch;
        _epochs = epochs;
        _total = (long)stepsPerEpoch * epochs;
        _warmup = recipe.WarmupEpochs is { } given
            ? (long)(Math.Min(given, epochs) * stepsPerEpoch)
            : (long)(recipe.Warmup * _total);
    }

    /// <param name="step">0 … steps of all epochs − 1.</param>
    public double At(long step)
    {
        if (step < _warmup)
        {
            return _recipe.LearningRate * (step + 1) / _warmup;
        }

        var progress = (step - _warmup) / (double)Math.Max(1, _total - _warmup);
        return _recipe.LearningRate * Factor(progress, step);
    }

    private double Factor(double progress, long step) =>
        _recipe.Schedule switch
        {
            ScheduleKind.Cosine => 0.5 * (1 + Math.Cos(Math.PI * progress)),
            ScheduleKind.Linear => 1 - progress,
            ScheduleKind.Step when progress >= 0.75 => StepFactor * StepFactor,
            ScheduleKind.Step when progress >= 0.5 => StepFactor,
            ScheduleKind.Exponential => Math.Pow(
                _recipe.DecayFactor,
                Math.Floor(step / (_recipe.DecayEpochs * _stepsPerEpoch))
            ),
            ScheduleKind.Cyclic => CyclicFactor((int)(step / _stepsPerEpoch)),
            _ => 1,
        };

    // The peak is that of the first cycle, five times its end; the very first epoch has the end's rate and is no part of one.
    private double CyclicFactor(int epoch)
    {
        var place = epoch == 0 ? Cycle - 1 : (epoch - 1) % Cycle;
        var halvings = Halvings.Count(halving => epoch * CyclicEpochs >= (double)halving * _epochs);
        return (Cycle - place) / (double)Cycle / Math.Pow(2, halvings);
    }
}
