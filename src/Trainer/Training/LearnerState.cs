using NasCluster.Trainer.Checkpoints;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>What a checkpoint holds of a learner, and how it gets back.</summary>
internal static class LearnerState
{
    public static IEnumerable<(string Name, torch.Tensor Value)> TensorsOf(Learner learner)
    {
        var store = learner.Module.Tensors;
        var network = store.Parameters.Concat(store.Buffers).Select(slot => ($"network/{slot.Name}", slot.Value));
        var search = learner.Search?.State ?? [];
        var optimizer = learner.Optimizer.State.Select(state => ($"optimizer/{state.Name}", state.Value));
        return learner.Average is { } average
            ? [.. network, .. optimizer, .. search, ("average", average.Value)]
            : network.Concat(optimizer).Concat(search);
    }

    /// <summary>Everything is read into new tensors before the first one of the learner is touched.</summary>
    /// <exception cref="CheckpointException"><c>ckpt.mismatch</c>: other tensors than the learner's.</exception>
    public static void Restore(Learner learner, Checkpoint checkpoint)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var targets = TensorsOf(learner).ToDictionary(tensor => tensor.Name, tensor => tensor.Value);
        checkpoint.RequireSame(targets.ToDictionary(pair => pair.Key, pair => pair.Value.shape));
        var sources = checkpoint.Header.Tensors.ToDictionary(tensor => tensor.Name, checkpoint.ToTensor);
        foreach (var (name, target) in targets)
        {
            target.copy_(sources[name]);
        }

        learner.Optimizer.Steps = checkpoint.Header.Steps;
        if (learner.Average is { } average)
        {
            average.Updates = checkpoint.Header.AverageUpdates;
        }

        learner.Search?.Resume();
    }
}
