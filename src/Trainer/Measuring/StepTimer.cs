using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>Time of a training step of a network with the default recipe, on made-up images.</summary>
internal sealed class StepTimer(torch.Device device, TimeProvider time)
{
    private const int WarmUps = 3;
    private const int FewestSteps = 5;
    private const int MostSteps = 30;
    private const double BudgetMs = 500;
    private const double LearningRate = 1e-3;

    public Durations Measure(
        Network network,
        int batchSize,
        LearningTask task = LearningTask.Classification,
        torch.ScalarType? type = null
    )
    {
        using var scope = torch.NewDisposeScope();
        using var learner = LearnerOf(network, task, type);
        var images = torch.randn(
            [batchSize, network.Input.Channels, network.Input.Height, network.Input.Width],
            device: device
        );
        long[] labelShape =
            task == LearningTask.Segmentation ? [batchSize, network.Input.Height, network.Input.Width] : [batchSize];
        var labels = torch.zeros(labelShape, dtype: torch.int64, device: device);
        for (var i = 0; i < WarmUps; i++)
        {
            Step(learner, images, labels);
        }

        var steps = new Durations();
        while (steps.Count < FewestSteps || (steps.Count < MostSteps && steps.TotalMs < BudgetMs))
        {
            steps.Add(Step(learner, images, labels));
        }

        return steps;
    }

    private Learner LearnerOf(Network network, LearningTask task, torch.ScalarType? type)
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

    private TimeSpan Step(Learner learner, torch.Tensor images, torch.Tensor labels)
    {
        using var scope = torch.NewDisposeScope();
        var start = time.GetTimestamp();
        // The recipe has no mixup, so nothing is drawn; reading the loss waits for a GPU.
        _ = learner.Step(images, labels, LearningRate, Random.Shared).item<float>();
        return time.GetElapsedTime(start);
    }
}
