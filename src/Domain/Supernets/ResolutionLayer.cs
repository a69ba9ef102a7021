using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;

namespace NasCluster.Domain.Supernets;

/// <summary>
/// Resolution search (FBNetV2, §3.2): the map is sub-sampled by nearest, the body runs on the small map, its result goes
/// back into a map of the full size with zeros interspersed, and the results of all sizes are added by their weights.
/// </summary>
/// <param name="Choice">Index of the choice of the resolution.</param>
/// <param name="Sides">Side of the map at this place for each option; the largest is the side of the input.</param>
/// <param name="Body">What runs on every size, with one set of weights; described at the largest.</param>
public sealed record ResolutionLayer(int Choice, ImmutableArray<int> Sides, Network Body) : Layer
{
    public override long Parameters => NetworkCost.Of(Body).Params;

    public override long Weights => NetworkCost.Of(Body).ParamsOfWeightTensors;

    public override long Buffers => NetworkCost.Of(Body).BufferElements;

    public override TensorShape Output(ImmutableArray<TensorShape> inputs)
    {
        OnlyInput(inputs);
        return Body.Shapes()[^1];
    }

    public override long Macs(TensorShape input, TensorShape output) => NetworkCost.Of(Body).Macs.Total;
}
