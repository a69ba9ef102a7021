using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>All elements of a map as one vector.</summary>
public sealed record FlattenLayer : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) =>
        new(checked((int)OnlyInput(inputs).Elements), 1, 1);
}
