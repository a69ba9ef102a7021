using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Transposed convolution without padding. Weight: in × out × kernel × kernel.</summary>
public sealed record ConvTranspose2d(int InChannels, int OutChannels, int Kernel, int Stride, bool Bias = false) : Layer
{
    public override long Parameters => Weights + (Bias ? OutChannels : 0);

    public override long Weights => (long)InChannels * OutChannels * Kernel * Kernel;

    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        if (input.Channels != InChannels)
        {
            throw new InvalidNetworkException($"expects {InChannels} channels");
        }

        return Kernel >= 1 && Stride >= 1
            ? new(OutChannels, (input.Height - 1) * Stride + Kernel, (input.Width - 1) * Stride + Kernel)
            : throw new InvalidNetworkException("kernel and stride are at least 1");
    }

    /// <summary>Input elements × output channels × kernel area.</summary>
    public override long Macs(TensorShape input, TensorShape output) => input.Elements * OutChannels * Kernel * Kernel;
}
