using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Supernets;

/// <summary>A convolution of masked input channels: conv(x·M).</summary>
/// <remarks>The mask may be taken into the kernel, W·M, which costs nothing at the size of the map.</remarks>
/// <param name="Conv">Built with the largest widths; one group.</param>
/// <param name="Mask">Of the input channels.</param>
public sealed record MaskedConv2d(Conv2d Conv, ChoiceSize Mask) : Layer
{
    public override long Parameters => Conv.Parameters;

    public override long Weights => Conv.Weights;

    public override TensorShape Output(ImmutableArray<TensorShape> inputs) => Conv.Output(inputs);

    public override long Macs(TensorShape input, TensorShape output) => Conv.Macs(input, output);
}
