using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Supernets;

/// <summary>Batch normalisation with masked output channels: b(x)·M (FBNetV2, eq. 2).</summary>
/// <remarks>The mask may be taken into scale and shift, (γM)·x̂ + βM, which costs nothing at the size of the map.</remarks>
/// <param name="Norm">Over the largest width.</param>
/// <param name="Mask">Of the channels.</param>
public sealed record MaskedNorm(BatchNorm2d Norm, ChoiceSize Mask) : Layer
{
    public override long Parameters => Norm.Parameters;

    public override long Buffers => Norm.Buffers;

    public override TensorShape Output(ImmutableArray<TensorShape> inputs) => Norm.Output(inputs);
}
