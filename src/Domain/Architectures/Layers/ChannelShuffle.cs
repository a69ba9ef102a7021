using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Views C channels as groups × C/groups, swaps the two and flattens (ShuffleNet; used by FBNet V1).</summary>
public sealed record ChannelShuffle(int Groups) : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        return Groups >= 1 && input.Channels % Groups == 0
            ? input
            : throw new InvalidNetworkException($"{input.Channels} channels do not divide by {Groups} groups");
    }
}
