using NasCluster.Trainer.Data;
using NasCluster.Trainer.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Training;

/// <summary>Evaluates a network, with its averaged weights where it has them.</summary>
internal static class Evaluator
{
    public const int BatchSize = 256;

    /// <exception cref="ArgumentException">The loader has no images.</exception>
    public static Evaluation Evaluate(Learner learner, BatchLoader images)
    {
        learner.Average?.Swap();
        try
        {
            return Evaluate(learner.Module, images);
        }
        finally
        {
            learner.Average?.Swap();
        }
    }

    public static Evaluation Evaluate(GraphModule module, BatchLoader images)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var buffer = new InputBuffer(BatchSize, module.Input, module.Device);
        module.eval();
        var loss = torch.zeros([], dtype: torch.float64, device: module.Device);
        var correct = torch.zeros([], dtype: torch.int64, device: module.Device);
        var count = 0;
        foreach (var batch in images.Epoch(0))
        {
            using (batch)
            {
                Add(module, buffer.Fill(batch), loss, correct);
                count += batch.Count;
            }
        }

        return count > 0
            ? new(loss.item<double>() / count, correct.item<long>() / (double)count)
            : throw new ArgumentException("There are no images to evaluate.", nameof(images));
    }

    private static void Add(
        GraphModule module,
        (torch.Tensor Images, torch.Tensor Labels) batch,
        torch.Tensor loss,
        torch.Tensor correct
    )
    {
        using var scope = torch.NewDisposeScope();
        var scores = module.forward(batch.Images);
        loss.add_(functional.cross_entropy(scores, batch.Labels, reduction: Reduction.Sum));
        correct.add_(scores.argmax(1).eq(batch.Labels).sum());
        batch.Images.Dispose();
        batch.Labels.Dispose();
    }
}
