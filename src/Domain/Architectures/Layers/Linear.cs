using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Fully connected layer over the flattened input.</summary>
public sealed record Linear(int InFeatures, int OutFeatures, bool Bias = true) : Layer
{
    public override long Parameters => (long)InFeatures * OutFeatures + (Bias ? OutFeatures : 0);

    public override TensorShape Output(ImmutableArray<TensorShape> inputs) =>
        OnlyInput(inputs).Elements == InFeatures
            ? new(OutFeatures, 1, 1)
            : throw new InvalidNetworkException($"expects {InFeatures} features");

    public override long Macs(TensorShape output) => (long)InFeatures * OutFeatures;
}
