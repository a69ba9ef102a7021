using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;

namespace NasCluster.Domain.Supernets;

/// <summary>FBNet's mixed operation (paper, eq. 5): Σ mᵢ·blockᵢ(x) over the options of a choice.</summary>
/// <param name="Choice">Index of the choice.</param>
/// <param name="Branches">One network for each option, all of one input and one output shape; without nodes: the identity.</param>
public sealed record MixLayer(int Choice, ImmutableArray<Network> Branches) : Layer
{
    public override long Parameters => Branches.Sum(branch => NetworkCost.Of(branch).Params);

    public override long Weights => Branches.Sum(branch => NetworkCost.Of(branch).ParamsOfWeightTensors);

    public override long Buffers => Branches.Sum(branch => NetworkCost.Of(branch).BufferElements);

    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        var input = OnlyInput(inputs);
        ImmutableArray<TensorShape> outputs =
        [
            .. Branches.Select(branch => branch.Nodes.IsEmpty ? input : branch.Shapes()[^1]).Distinct(),
        ];
        return outputs.Length == 1
            ? outputs[0]
            : throw new InvalidNetworkException($"mixes branches of shapes {string.Join(", ", outputs)}");
    }

    public override long Macs(TensorShape input, TensorShape output) =>
        Branches.Sum(branch => NetworkCost.Of(branch).Macs.Total);
}
