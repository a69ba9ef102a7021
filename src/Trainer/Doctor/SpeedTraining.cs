using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Doctor;

/// <summary>The made training, epoch after epoch, for as long as it is measured.</summary>
internal sealed class SpeedTraining : IDisposable
{
    private const int Images = 1024 + 512;

    private readonly TrainingData _data;
    private readonly Learner _learner;
    private readonly EpochTrainer _trainer;
    private int _epoch;

    public SpeedTraining(TrainerSettings settings)
    {
        var command = MadeTraining.Command(Images, epochs: 1 << 20, checkpoints: null);
        var recipe = TrainingRecipe.From(command.Recipe);
        var network = CandidateNetwork.Of(command).Network;
        LoadedDataset images = MadeTraining.Images(Images);
        _data = TrainingData.Of(new(images.Train.Resize(network.Input.Height), images.Test), command, recipe);
        _learner = new(new GraphModule(network, new() { Device = settings.Device, Seed = 1 }), recipe);
        _trainer = new(TrainingPlan.Of(command, recipe), _learner, _data.Train, TimeProvider.System);
    }

    /// <summary>Whole epochs for at least this long, at least one.</summary>
    /// <returns>Images per second.</returns>
    public double Run(TimeSpan span)
    {
        var start = TimeProvider.System.GetTimestamp();
        var epochs = 0;
        do
        {
            _trainer.Run(++_epoch);
            epochs++;
        } while (TimeProvider.System.GetElapsedTime(start) < span);

        return epochs * _data.TrainCount / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        _trainer.Dispose();
        _learner.Dispose();
        _data.Dispose();
    }
}
