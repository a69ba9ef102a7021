using NasCluster.Domain.Architectures;
using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>How a network's tensors are made.</summary>
internal sealed record ModuleOptions
{
    public torch.Device Device { get; init; } = torch.CPU;

    /// <summary>
    /// Allocated tensors of the same network at another size, which stay their owner's: the module runs on them. Null: its
    /// own.
    /// </summary>
    public TensorStore? Tensors { get; init; }

    /// <summary>Seeds the weights.</summary>
    public ulong Seed { get; init; }

    /// <summary>Element type of all tensors.</summary>
    public torch.ScalarType Type { get; init; } = torch.ScalarType.Float32;

    /// <summary>
    /// What convolutions and linear layers are computed in, from tensors that stay what they are; null: in the tensors' type.
    /// </summary>
    public torch.ScalarType? ComputeType { get; init; }

    /// <summary>Puts something around operations, or in their place; null: they run as they are.</summary>
    public Func<LayerNode, Operation, Operation>? Wrap { get; init; }

    /// <summary>
    /// Start the last normalisation of every residual branch with scale 0, so that blocks begin as identities. Off, as in
    /// the papers whose spaces are searched.
    /// </summary>
    public bool SilentBranches { get; init; }

    /// <summary>Compute normalisation and activation at once in training on a CPU; off: as libtorch does, one by one.</summary>
    public bool Fuse { get; init; } = true;

    /// <summary>Operations of layers that only a supernet has; null for a layer that is not its.</summary>
    public Func<LayerNode, TensorStore, Operation?>? Operations { get; init; }

    /// <summary>Called before every pass with whether it is one of training.</summary>
    public Action<bool>? Starting { get; init; }
}
