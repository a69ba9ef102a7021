using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Doctor;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Training;

/// <summary>
/// Trains a little on random images, so that code is compiled and libtorch has set up its kernels before a child's first
/// candidate comes: that one then starts as the next ones do.
/// </summary>
internal static class WarmUp
{
    private const int Images = 64;

    /// <param name="settings">Device and threads.</param>
    /// <param name="turns">At the device: others may be measuring there.</param>
    /// <param name="time">The clock of measurements, which nobody sees.</param>
    public static void Run(TrainerSettings settings, DeviceTurns turns, TimeProvider time)
    {
        var command = MadeTraining.SmallestCommand(trained: Images, validated: Images);
        var recipe = TrainingRecipe.From(command.Recipe);
        var network = CandidateNetwork.Of(command).Network;
        using var images = TrainingData.Of(
            MadeTraining.Images(2 * Images).Resize(network.Input.Height),
            command,
            recipe,
            settings.Device.type
        );
        using var learner = new Learner(new GraphModule(network, new() { Device = settings.Device }), recipe)
        {
            Turns = turns,
        };
        new IsolatedMeter(DeviceTurns.None(time), time, MeterOptions.Rough).Measure(learner.Module);
        new TrainingRun(TrainingPlan.Of(command, recipe), learner, images, time, _ => { }).Run((_, _) => true);
    }
}
