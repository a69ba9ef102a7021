using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Element-wise sum of two maps of one shape (a residual connection).</summary>
public sealed record AddLayer : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) =>
        inputs.Length == 2 && inputs[0] == inputs[1]
            ? inputs[0]
            : throw new InvalidNetworkException("adds two maps of one shape");
}
