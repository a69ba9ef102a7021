using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Supernets;

/// <summary>Trains a supernet as a candidate is trained: the same data, epochs, reports and checkpoints.</summary>
internal sealed class SupernetTrainer(
    DatasetCache data,
    TrainerSettings settings,
    TimeProvider time,
    Action<string> log,
    DeviceTurns turns
)
{
    private const double MicrosecondsPerMs = 1000;

    /// <param name="command">What to train; its <see cref="TrainCommand.Supernet"/> is given.</param>
    /// <param name="goOn">Called after every epoch; false stops the training.</param>
    /// <exception cref="CandidateFailedException">It diverged, was stopped or needs too much memory.</exception>
    /// <exception cref="InvalidNetworkException">There is no such supernet.</exception>
    public CandidateMetrics Train(TrainCommand command, Func<EpochReport, CheckpointRef?, bool> goOn)
    {
        var spec = command.Supernet!;
        var recipe = TrainingRecipe.From(command.Recipe);
        var supernet = Describe(command, spec);
        var cost = NetworkCost.Of(supernet.Network);
        var elements = SupernetSums.ActivationElements(supernet.Network);
        MemoryEstimate.Of(cost with { ActivationElements = elements }, recipe.BatchSize).Require(settings.MemoryBytes);
        using var images = TrainingData.Of(
            data.Get(command.Dataset, supernet.Network.Input.Height),
            command,
            recipe,
            spec.WeightShare,
            settings.Device.type
        );
        var module = new SupernetModule(
            spec,
            supernet,
            CostOf(supernet, spec, command.BlockTimes),
            new()
            {
                Device = settings.Device,
                Seed = command.Seed,
                ComputeType = ComputeTypes.Of(command),
            }
        );
        using var learner = new Learner(module.Module, recipe)
        {
            Turns = turns,
            Search = new ArchitectureSearch(module, images.Held!, recipe.BatchSize, command.Seed) { Turns = turns },
        };
        var outcome = new TrainingRun(TrainingPlan.Of(command, recipe), learner, images, time, log).Run(goOn);
        return MetricsOf(module, supernet, outcome);
    }

    /// <exception cref="InvalidNetworkException">The decoder has no supernet, or it is for another task.</exception>
    private static Supernet Describe(TrainCommand command, SupernetSpec spec)
    {
        var builder =
            SupernetCatalog.Find(command.Decoder)
            ?? throw new InvalidNetworkException($"There is no supernet for the decoder '{command.Decoder}'.");
        if (command.Dataset.Task != LearningTask.Classification)
        {
            throw new InvalidNetworkException($"A supernet classifies; '{command.Dataset.Name}' is for another task.");
        }

        return builder.Build(spec, command.Architecture, NetworkTarget.Of(command.Dataset));
    }

    private SupernetCost CostOf(Supernet supernet, SupernetSpec spec, ImmutableArray<LatencyEntry>? known) =>
        spec.Cost switch
        {
            CostKind.Macs => supernet.Macs,
            CostKind.Params => supernet.Params,
            _ => supernet.Blocks.Latency(
                known ?? new SupernetTimes(settings.Device, time, turns).Measure(supernet.Blocks)
            ),
        };

    private static CandidateMetrics MetricsOf(SupernetModule module, Supernet supernet, TrainingOutcome outcome)
    {
        var probabilities = module.Probabilities();
        return new()
        {
            Accuracy = outcome.Validation.Accuracy,
            Loss = outcome.Validation.Loss,
            TestAccuracy = outcome.Test?.Accuracy,
            StepTimeMs = outcome.Progress.TimedMs,
            StepTimeSpread = outcome.Progress.AloneSpread,
            LatencyMs =
                module.Spec.Cost == CostKind.Latency ? module.Costs.Expected(probabilities) / MicrosecondsPerMs : 0,
            Macs = (long)Math.Round(supernet.Macs.Expected(probabilities)),
            Params = (long)Math.Round(supernet.Params.Expected(probabilities)),
            ImagesPerSecond = outcome.Progress.ImagesPerSecond,
            TrainSeconds = outcome.Progress.TrainSeconds,
            Supernet = new SupernetResult(module.Spec.Choices, module.Theta()),
        };
    }
}
