using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Two-dimensional convolution with a square kernel and zero padding.</summary>
public sealed record Conv2d(
    int InChannels,
    int OutChannels,
    int Kernel,
    int Stride,
    int Padding,
    int Groups = 1,
    bool Bias = false
) : Layer
{
    public override long Parameters => WeightsPerOutput * OutChannels + (Bias ? OutChannels : 0);

    private long WeightsPerOutput => (long)(InChannels / Groups) * Kernel * Kernel;

    public static Conv2d From(ConvSpec spec, int inChannels, bool bias = false) =>
        new(inChannels, spec.OutChannels, spec.Kernel, spec.Stride, spec.Kernel / 2, spec.Groups, bias);

    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        if (input.Channels != InChannels)
        {
            throw new InvalidNetworkException($"expects {InChannels} channels");
        }

        if (InChannels < 1 || OutChannels < 1 || Kernel < 1 || Stride < 1 || Groups < 1 || Padding < 0)
        {
            throw new InvalidNetworkException("channels, kernel, stride and groups are at least 1, padding at least 0");
        }

        if (InChannels % Groups != 0 || OutChannels % Groups != 0)
        {
            throw new InvalidNetworkException(
                $"{InChannels} and {OutChannels} channels do not divide by {Groups} groups"
            );
        }

        return new(OutChannels, Side(input.Height), Side(input.Width));
    }

    public override long Macs(TensorShape output) => WeightsPerOutput * output.Elements;

    private int Side(int side)
    {
        var padded = side + 2 * Padding;
        return padded >= Kernel
            ? (padded - Kernel) / Stride + 1
            : throw new InvalidNetworkException(
                $"a {Kernel}x{Kernel} kernel is larger than the padded input side {padded}"
            );
    }
}
