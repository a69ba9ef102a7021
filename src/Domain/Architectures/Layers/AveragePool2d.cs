using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Mean over a square window; zeros of the padding count, a rest at the end does not.</summary>
public sealed record AveragePool2d(int Kernel, int Stride, int Padding = 0) : Layer
{
    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        return new(input.Channels, Side(input.Height), Side(input.Width));
    }

    private int Side(int side)
    {
        var padded = side + 2 * Padding;
        return padded >= Kernel
            ? (padded - Kernel) / Stride + 1
            : throw new InvalidNetworkException($"a window of {Kernel} is larger than the padded input side {padded}");
    }
}
