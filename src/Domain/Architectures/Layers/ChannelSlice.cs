using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>The first channels of a map.</summary>
public sealed record ChannelSlice(int Count) : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        return Count >= 1 && Count <= input.Channels
            ? input with
            {
                Channels = Count,
            }
            : throw new InvalidNetworkException($"takes the first {Count} of {input.Channels} channels");
    }
}
