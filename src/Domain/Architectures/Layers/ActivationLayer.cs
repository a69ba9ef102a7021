using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

public sealed record ActivationLayer(Activation Kind) : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) => OnlyInput(inputs);
}
