using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Fully connected layer over the flattened input. Weight: out × in.</summary>
public sealed record Linear(int InFeatures, int OutFeatures, bool Bias = true) : Layer
{
    public override long Parameters => Weights + (Bias ? OutFeatures : 0);

    public override long Weights => (long)InFeatures * OutFeatures;

    public override TensorShape Output(ImmutableArray<TensorShape> inputs) =>
        OnlyInput(inputs).Elements == InFeatures
            ? new(OutFeatures, 1, 1)
            : throw new InvalidNetworkException($"expects {InFeatures} features");

    public override long Macs(TensorShape input, TensorShape output) => Weights;
}
