using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Joins maps of one height and width along the channels, in the order of its inputs.</summary>
public sealed record ConcatLayer : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        if (inputs.IsEmpty)
        {
            throw new InvalidNetworkException("joins at least one map");
        }

        var channels = 0;
        foreach (var input in inputs)
        {
            channels += input.Channels;
            if (input.Height != inputs[0].Height || input.Width != inputs[0].Width)
            {
                throw new InvalidNetworkException("joins maps of one height and width");
            }
        }

        return inputs[0] with
        {
            Channels = channels,
        };
    }
}
