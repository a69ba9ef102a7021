using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Batch normalisation with scale and shift.</summary>
public sealed record BatchNorm2d(int Channels, double Epsilon = 1e-5, double Momentum = 0.1) : Layer
{
    public override long Parameters => 2L * Channels;

    public override long Buffers => 2L * Channels;

    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        return input.Channels == Channels ? input : throw new InvalidNetworkException($"expects {Channels} channels");
    }
}
