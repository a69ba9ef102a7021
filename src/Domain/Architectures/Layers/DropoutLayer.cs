using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Dropout of single elements while training.</summary>
public sealed record DropoutLayer(double Rate) : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) => OnlyInput(inputs);
}
