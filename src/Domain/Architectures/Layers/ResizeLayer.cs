using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Interpolates a map to a height and width.</summary>
public sealed record ResizeLayer(int Height, int Width, ResizeMode Mode) : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs) =>
        Height >= 1 && Width >= 1
            ? new(OnlyInput(inputs).Channels, Height, Width)
            : throw new InvalidNetworkException("height and width are at least 1");
}
