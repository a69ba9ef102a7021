using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Two-dimensional convolution with zero padding. Weight: out × in/groups × kernel height × kernel width.</summary>
public sealed record Conv2d(
    int InChannels,
    int OutChannels,
    Extent Kernel,
    int Stride,
    Padding Padding,
    int Groups = 1,
    bool Bias = false,
    int Dilation = 1
) : Layer
{
    public override long Parameters => Weights + (Bias ? OutChannels : 0);

    public override long Weights => WeightsPerOutput * OutChannels;

    /// <summary>Rows and columns a dilated kernel covers.</summary>
    public Extent Reach => new((Kernel.Height - 1) * Dilation + 1, (Kernel.Width - 1) * Dilation + 1);

    private long WeightsPerOutput => InChannels / Groups * Kernel.Area;

    public static Conv2d From(ConvSpec spec, int inChannels, bool bias = false) =>
        new(inChannels, spec.OutChannels, spec.Kernel, spec.Stride, Padding.HalfOf(spec.Kernel), spec.Groups, bias);

    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        if (input.Channels != InChannels)
        {
            throw new InvalidNetworkException($"expects {InChannels} channels");
        }

        if (
            (InChannels < 1 || OutChannels < 1 || Stride < 1 || Groups < 1 || Dilation < 1)
            || (Kernel.Height < 1 || Kernel.Width < 1 || Padding.Height < 0 || Padding.Width < 0)
        )
        {
            throw new InvalidNetworkException(
                "channels, kernel, stride, dilation and groups are at least 1, padding at least 0"
            );
        }

        if (InChannels % Groups != 0 || OutChannels % Groups != 0)
        {
            throw new InvalidNetworkException(
                $"{InChannels} and {OutChannels} channels do not divide by {Groups} groups"
            );
        }

        return new(
            OutChannels,
            Side(input.Height, Padding.Rows(input.Height, Reach.Height, Stride), Reach.Height),
            Side(input.Width, Padding.Columns(input.Width, Reach.Width, Stride), Reach.Width)
        );
    }

    public override long Macs(TensorShape input, TensorShape output) => WeightsPerOutput * output.Elements;

    private int Side(int side, (int Before, int After) zeros, int reach)
    {
        var padded = side + zeros.Before + zeros.After;
        return padded >= reach
            ? (padded - reach) / Stride + 1
            : throw new InvalidNetworkException(
                $"a {Reach.Height}x{Reach.Width} kernel is larger than the padded input side {padded}"
            );
    }
}
