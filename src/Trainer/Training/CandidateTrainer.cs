using System.Globalization;
using System.Runtime.InteropServices;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Proxies;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Supernets;

namespace NasCluster.Trainer.Training;

/// <summary>Does what a train command asks for, from the description to the metrics.</summary>
/// <param name="data">Data sets.</param>
/// <param name="settings">Device and memory limit.</param>
/// <param name="time">The clock of all measurements.</param>
/// <param name="log">Takes lines for people.</param>
/// <param name="turns">At the device; null: nobody else uses it.</param>
/// <param name="meter">How long latencies are measured; null: as usual.</param>
/// <param name="shared">What other trainers of this machine measured; null: nothing.</param>
internal sealed class CandidateTrainer(
    DatasetCache data,
    TrainerSettings settings,
    TimeProvider time,
    Action<string> log,
    DeviceTurns? turns = null,
    MeterOptions? meter = null,
    SharedTimes? shared = null
)
{
    private readonly DeviceTurns _turns = turns ?? DeviceTurns.None(time);
    private readonly MeterOptions _meter = meter ?? new();
    private ReferenceTimes? _references;

    /// <summary>Called about once a second while the device is waited for.</summary>
    public Action? Waiting
    {
        set => _turns.Waiting = value;
    }

    private ReferenceTimes References => _references ??= new(settings.Device, time, _turns, shared);

    /// <param name="command">What to train.</param>
    /// <param name="goOn">Called after every epoch; false stops the training.</param>
    /// <exception cref="CandidateFailedException">
    /// It diverged, was stopped, is too slow, beyond a limit on a proxy, or needs too much memory.
    /// </exception>
    /// <exception cref="InvalidNetworkException">The network cannot be built.</exception>
    /// <exception cref="InvalidRecipeException">The recipe cannot be trained with.</exception>
    /// <exception cref="DatasetException">The data set cannot be used.</exception>
    public CandidateMetrics Train(TrainCommand command, Func<EpochReport, CheckpointRef?, bool> goOn) =>
        command.Supernet is null
            ? TrainNetwork(command, goOn)
            : new SupernetTrainer(data, settings, time, log, _turns).Train(command, goOn);

    /// <summary>Measures the latency of a network and trains nothing.</summary>
    /// <param name="command">Of which network.</param>
    /// <exception cref="CandidateFailedException">It needs too much memory.</exception>
    /// <exception cref="InvalidNetworkException">The network cannot be built.</exception>
    public MeasuredLatency Measure(TrainCommand command)
    {
        var candidate = CandidateNetwork.Of(command);
        MemoryEstimate.Of(candidate.Cost, batchSize: 1).Require(settings.MemoryBytes);
        using var module = new GraphModule(candidate.Network, OptionsOf(command));
        var latency = Measure(module, limitMs: null, MeterOptions.Patient);
        return new(latency.MedianMs, latency.P95Ms) { Spread = latency.Spread, Noisy = latency.IsNoisy };
    }

    private CandidateMetrics TrainNetwork(TrainCommand command, Func<EpochReport, CheckpointRef?, bool> goOn)
    {
        var clock = new PhaseClock(time);
        var candidate = CandidateNetwork.Of(command);
        var recipe = TrainingRecipe.From(command.Recipe);
        MeasuredMemory.Restart();
        MemoryEstimate.Of(candidate.Cost, recipe.BatchSize).Require(settings.MemoryBytes);
        using var images = TrainingData.Of(
            data.Get(command.Dataset, candidate.Network.Input.Height),
            command,
            recipe,
            settings.Device.type
        );
        using var learner = Build(candidate.Network, recipe, command, images);
        learner.Clock = clock;
        learner.Turns = _turns;
        using var course = TrainingCourse.Of(command, recipe, learner, images, side => data.Get(command.Dataset, side));
        var latency = Measure(learner.Module, command.MaxLatencyMs, _meter);
        var proxies = CandidateProxies.Compute(command, images, settings.Device);
        var plan = TrainingPlan.Of(command, recipe);
        var outcome = new TrainingRun(plan, learner, images, time, log, course).Run(goOn);
        var step = outcome.Progress;

        // What disturbed the first measurement (a search that chooses the next candidates) is over by now; and where several
        // slots began at once, one of them measures the reference network and the others find its result.
        latency = latency.IsNoisy ? MeterOf(_meter).Measure(learner.Module, latency) : latency;
        var reference = References.MsPerImage(candidate.Reference, command.Dataset.Task, ComputeTypes.Of(command));
        clock.Mark(Phase.Start);
        return new()
        {
            Accuracy = outcome.Validation.Accuracy,
            Loss = outcome.Validation.Loss,
            MeanIoU = command.Dataset.Task == LearningTask.Segmentation ? outcome.Validation.Accuracy : null,
            PixelAccuracy = outcome.Validation.PixelAccuracy,
            TestAccuracy = outcome.Test?.Accuracy,
            StepTimeMs = step.TimedMs,
            StepTimeSpread = step.AloneSpread,
            StepTimeNormalized = step.TimedMs / BatchOf(recipe, images) / reference,
            LatencyMs = latency.MedianMs,
            LatencyP95Ms = latency.P95Ms,
            LatencySpread = latency.Spread,
            LatencyNoisy = latency.IsNoisy,
            Macs = candidate.Cost.Macs.Total,
            Params = candidate.Cost.Params,
            Costs = proxies,
            ImagesPerSecond = outcome.Progress.ImagesPerSecond,
            TrainSeconds = outcome.Progress.TrainSeconds,
            Phases = clock.Times,
            PeakMemoryBytes = settings.DeviceName == "cpu" ? MeasuredMemory.Peak() : null,
        };
    }

    private static int BatchOf(TrainingRecipe recipe, TrainingData images) =>
        Math.Min(recipe.BatchSize, images.TrainCount);

    private Learner Build(Network network, TrainingRecipe recipe, TrainCommand command, TrainingData images) =>
        new(new GraphModule(network, OptionsOf(command)), recipe, images.CreateObjective(recipe, settings.Device));

    private ModuleOptions OptionsOf(TrainCommand command) =>
        new()
        {
            Device = settings.Device,
            Seed = command.Seed,
            ComputeType = ComputeTypes.Of(command),
        };

    // The first pass through the network: what the shape check let through and libtorch refuses, it refuses here.
    internal LatencyReading Measure(GraphModule module, double? limitMs, MeterOptions meter)
    {
        try
        {
            var latency = MeterOf(meter).Measure(module);
            return latency.MedianMs > limitMs ? throw TooSlow(latency.MedianMs, limitMs) : latency;
        }
        catch (ExternalException e) when (!MemoryFaults.Is(e))
        {
            throw new InvalidNetworkException($"libtorch refuses what the shape check let through: {e.Message}", e);
        }
    }

    private IsolatedMeter MeterOf(MeterOptions meter) => new(_turns, time, meter);

    private static CandidateFailedException TooSlow(double measuredMs, double? limitMs) =>
        new(
            FailureKind.Infeasible,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The latency is {measuredMs:0.###} ms, the limit {limitMs} ms."
            )
        );
}
