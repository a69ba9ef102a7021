using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Multiplies a map (first input) by one factor per channel (second input, C×1×1) or per element (same shape).</summary>
public sealed record ScaleLayer : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) =>
        inputs.Length == 2 && (inputs[1] == new TensorShape(inputs[0].Channels, 1, 1) || inputs[1] == inputs[0])
            ? inputs[0]
            : throw new InvalidNetworkException("scales a map by one factor per channel or per element");
}
