using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>One operation of a network description. It knows its shapes and its costs; Torch is not needed for either.</summary>
public abstract record Layer
{
    /// <summary>Elements of trained tensors (weights, biases, scales).</summary>
    public virtual long Parameters => 0;

    /// <summary>Elements of convolution and linear weights alone: no biases, no normalisation, no slopes.</summary>
    public virtual long Weights => 0;

    /// <summary>Elements of state that is not trained (running statistics; counters are not counted).</summary>
    public virtual long Buffers => 0;

    /// <summary>Output of one sample.</summary>
    /// <exception cref="InvalidNetworkException">The inputs do not fit; the message has no layer name yet.</exception>
    public abstract TensorShape Output(ImmutableArray<TensorShape> inputs);

    /// <summary>Multiply–accumulates of one sample; convolutions and linear layers only, as the field counts them.</summary>
    public virtual long Macs(TensorShape input, TensorShape output) => 0;

    protected static TensorShape OnlyInput(ImmutableArray<TensorShape> inputs) =>
        inputs.Length == 1 ? inputs[0] : throw new InvalidNetworkException($"takes 1 input, got {inputs.Length}");
}
