using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>Time of a training step of a network with the default recipe, on made-up images. Warm when it is made.</summary>
internal sealed class StepTimer : IDisposable
{
    private const int WarmUps = 2;
    private const int FewestSteps = 5;
    private const int MostSteps = 30;
    private const double BudgetMs = 250;
    private const double LearningRate = 1e-3;

    private readonly TimeProvider _time;
    private readonly Learner _learner;
    private readonly torch.Tensor _images;
    private readonly torch.Tensor _labels;

    /// <param name="device">Where.</param>
    /// <param name="time">The clock.</param>
    /// <param name="network">What is trained.</param>
    /// <param name="batchSize">Images of a step.</param>
    /// <param name="task">What the network answers.</param>
    /// <param name="type">What it is computed in; null: 32 bits.</param>
    public StepTimer(
        torch.Device device,
        TimeProvider time,
        Network network,
        int batchSize,
        LearningTask task = LearningTask.Classification,
        torch.ScalarType? type = null
    )
    {
        _time = time;
        _learner = LearnerOf(network, device, task, type);
        var (channels, height, width) = (network.Input.Channels, network.Input.Height, network.Input.Width);
        long[] labels = task == LearningTask.Segmentation ? [batchSize, height, width] : [batchSize];
        _images = torch.randn([batchSize, channels, height, width], device: device).DetachFromDisposeScope();
        _labels = torch.zeros(labels, dtype: torch.int64, device: device).DetachFromDisposeScope();
        for (var i = 0; i < WarmUps; i++)
        {
            Step();
        }
    }

    public Durations Measure()
    {
        var steps = new Durations();
        while (steps.Count < FewestSteps || (steps.Count < MostSteps && steps.TotalMs < BudgetMs))
        {
            steps.Add(Step());
        }

        return steps;
    }

    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
        _learner.Dispose();
    }

    private static Learner LearnerOf(Network network, torch.Device device, LearningTask task, torch.ScalarType? type)
    {
        var recipe = new TrainingRecipe();
        var module = new GraphModule(network, new() { Device = device, ComputeType = type });
        if (task == LearningTask.Classification)
        {
            return new(module, recipe);
        }

        // How many pixels each class has does not change the time.
        var pixels = Enumerable.Repeat(1L, network.Shapes()[^1].Channels).ToList();
        return new(module, recipe, new PixelObjective(recipe, pixels, device));
    }

    private TimeSpan Step()
    {
        using var scope = torch.NewDisposeScope();
        var start = _time.GetTimestamp();
        // The recipe has no mixup, so nothing is drawn; reading the loss waits for a GPU.
        _ = _learner.Step(_images, _labels, LearningRate, Random.Shared).item<float>();
        return _time.GetElapsedTime(start);
    }
}
