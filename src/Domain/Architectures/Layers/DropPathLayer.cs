using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Stochastic depth: drops a whole residual branch per sample while training, and scales up what stays.</summary>
public sealed record DropPathLayer(double Rate) : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) => OnlyInput(inputs);
}
