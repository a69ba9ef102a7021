using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Evaluates a network, with its averaged weights where it has them.</summary>
internal static class Evaluator
{
    // Maps of so many images stay in a processor's caches from layer to layer; more take longer per image.
    private const int OnProcessor = 64;
    private const int OnGpu = 256;
    private const int PixelsOfBatch = 1 << 18;

    /// <exception cref="ArgumentException">The loader has no images.</exception>
    public static Evaluation Evaluate(Learner learner, BatchLoader images)
    {
        learner.Average?.Swap();
        try
        {
            return Evaluate(learner.Module, images, learner.Turns, learner.Clock);
        }
        finally
        {
            learner.Average?.Swap();
        }
    }

    /// <param name="module">The network; it is in evaluation mode afterwards.</param>
    /// <param name="images">At least one.</param>
    /// <param name="turns">At the device; null: nobody else uses it.</param>
    /// <param name="clock">Gets the time of evaluation and waits; null: nobody asks.</param>
    public static Evaluation Evaluate(
        GraphModule module,
        BatchLoader images,
        DeviceTurns? turns = null,
        PhaseClock? clock = null
    )
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var task = images.Images.Task;
        using var buffer = new InputBuffer(images.BatchSize, module.Input, module.Device, task);
        IScorer scorer =
            task == LearningTask.Segmentation
                ? new PixelScorer(images.Images.Classes, module.Device)
                : new ImageScorer(module.Device);
        module.eval();
        foreach (var batch in images.Epoch(0))
        {
            using (batch)
            {
                clock?.Mark(Phase.Evaluation);
                using var turn = turns?.Step() ?? default;
                clock?.Mark(Phase.Wait);
                Add(module, buffer.Fill(batch), scorer);
            }
        }

        return images.BatchCount > 0
            ? scorer.Result()
            : throw new ArgumentException("There are no images to evaluate.", nameof(images));
    }

    /// <summary>Images of a batch; where every pixel has scores, fewer the larger they are.</summary>
    /// <param name="images">What is evaluated.</param>
    /// <param name="device">Where.</param>
    public static int BatchSizeOf(ImageSet images, DeviceType device)
    {
        var most = device == DeviceType.CPU ? OnProcessor : OnGpu;
        return images.Task == LearningTask.Segmentation
            ? Math.Clamp(PixelsOfBatch / images.Targets.PerImage, 1, most)
            : most;
    }

    private static void Add(GraphModule module, (torch.Tensor Images, torch.Tensor Labels) batch, IScorer scorer)
    {
        using var scope = torch.NewDisposeScope();
        scorer.Add(module.forward(batch.Images), batch.Labels);
        batch.Images.Dispose();
        batch.Labels.Dispose();
    }
}
