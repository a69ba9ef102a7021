using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Mean over height and width.</summary>
public sealed record GlobalAveragePool : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) => new(OnlyInput(inputs).Channels, 1, 1);
}
