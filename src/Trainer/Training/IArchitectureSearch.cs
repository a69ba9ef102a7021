using NasCluster.Domain.Supernets;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>What learns an architecture beside the weights of a network, epoch by epoch.</summary>
internal interface IArchitectureSearch : IDisposable
{
    /// <summary>Tensors that a checkpoint keeps, by name.</summary>
    IEnumerable<(string Name, torch.Tensor Value)> State { get; }

    /// <summary>Before the weights' part of an epoch 1, 2, …</summary>
    void Begin(int epoch);

    /// <summary>After the weights' part; what came of it.</summary>
    /// <exception cref="CandidateFailedException">A loss is not finite.</exception>
    SupernetEpoch Run(int epoch);

    /// <summary>Goes on from a checkpoint, whose tensors are restored.</summary>
    void Resume();
}
