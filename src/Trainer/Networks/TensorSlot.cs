using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>A named tensor of a network: declared while the network is read, there once the store is allocated.</summary>
internal sealed class TensorSlot(string name, long[] shape, TensorStart start)
{
    private torch.Tensor? _value;

    /// <summary>Node name and role, such as "stage1.0.expand.conv.weight".</summary>
    public string Name => name;

    public long[] Shape => shape;

    public TensorStart Start => start;

    public long Elements { get; } = shape.Aggregate(1L, (product, side) => product * side);

    /// <summary>Matrices and kernels decay; biases, scales and shifts do not.</summary>
    public bool Decays => shape.Length > 1;

    public torch.Tensor Value
    {
        get => _value ?? throw new InvalidOperationException($"'{name}' is not allocated.");
        internal set => _value = value;
    }
}
