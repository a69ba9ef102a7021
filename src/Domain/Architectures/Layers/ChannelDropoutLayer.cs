using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Dropout of whole channels while training.</summary>
public sealed record ChannelDropoutLayer(double Rate) : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) => OnlyInput(inputs);
}
