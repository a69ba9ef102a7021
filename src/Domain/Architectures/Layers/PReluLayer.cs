using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>PReLU with one trained slope per channel: x where x ≥ 0, slope · x below.</summary>
public sealed record PReluLayer(int Channels) : Layer
{
    public override long Parameters => Channels;

    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        return input.Channels == Channels ? input : throw new InvalidNetworkException($"expects {Channels} channels");
    }
}
