using System.Collections.Concurrent;
using System.Diagnostics;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Costs;

/// <summary>
/// What the networks of a decoder cost. A search asks this of many thousand architectures that are made of few pieces:
/// where they follow each other, each piece is counted once, and a network is the sum of its pieces.
/// </summary>
public static class DecodedCost
{
    private const int Most = 100_000;
    private static readonly ConcurrentDictionary<(object Key, TensorShape Input, bool IsFirst), NetworkCost> Known =
        new();

    /// <summary>The same as <see cref="NetworkCost.Of"/> gives of the decoded network.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="configuration">What it decodes.</param>
    /// <param name="target">Input and classes.</param>
    /// <exception cref="InvalidNetworkException">The architecture describes no network that can exist.</exception>
    public static NetworkCost Of(INetworkDecoder decoder, Configuration configuration, NetworkTarget target)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(target);
        return decoder is IChainDecoder chain && OfChain(chain, configuration, target) is { } cost
            ? cost
            : NetworkCost.Of(decoder.Decode(configuration, target));
    }

    /// <summary>Null where a piece is not to be counted alone.</summary>
    private static NetworkCost? OfChain(IChainDecoder decoder, Configuration configuration, NetworkTarget target)
    {
        var side = DecoderParts.Guard(() => decoder.Resolution(configuration, target));
        var image = new TensorShape(target.Channels, side, side);
        var sum = new NetworkCost(0, 0, 0, 0, new(0, 0, 0), 0, 0, 0, image);
        foreach (var (i, part) in decoder.Parts(configuration, target).Index())
        {
            if (part.Key is null)
            {
                return null;
            }

            sum = Sum(sum, CostOf(part, sum.OutputShape, isFirst: i == 0));
        }

        // The image is there from the first node to the last.
        return sum with
        {
            PeakActivationElements = image.Elements + sum.PeakActivationElements,
        };
    }

    private static NetworkCost CostOf(ChainPart part, TensorShape input, bool isFirst)
    {
        var key = (part.Key!, input, isFirst);
        if (Known.TryGetValue(key, out var known))
        {
            return known;
        }

        if (Known.Count >= Most)
        {
            Known.Clear();
        }

        return Known[key] = DecoderParts.Guard(() => Count(part, input, isFirst));
    }

    /// <summary>Of a piece alone, without what it reads.</summary>
    private static NetworkCost Count(ChainPart part, TensorShape input, bool isFirst)
    {
        var network = new NetworkBuilder(input);
        // Stands for the piece before it, whose result is freed after its last use; an image never is.
        var from = isFirst
            ? Network.InputIndex
            : network.Add(part.Name.In("before"), new ActivationLayer(Activation.Relu), Network.InputIndex);
        if (part.AppendTo(network, part.Name, from) != network.Last)
        {
            throw new UnreachableException($"The last node of {part.Name} is not its output.");
        }

        var cost = NetworkCost.Of(network.Build());
        return cost with
        {
            ActivationElements = cost.ActivationElements - (isFirst ? 0 : input.Elements),
            PeakActivationElements = cost.PeakActivationElements - input.Elements,
        };
    }

    private static NetworkCost Sum(NetworkCost one, NetworkCost next) =>
        new(
            one.Params + next.Params,
            one.ParamsOfWeightTensors + next.ParamsOfWeightTensors,
            one.LayersWithWeights + next.LayersWithWeights,
            one.BufferElements + next.BufferElements,
            new(
                one.Macs.Conv + next.Macs.Conv,
                one.Macs.TransposedConv + next.Macs.TransposedConv,
                one.Macs.Linear + next.Macs.Linear
            ),
            one.ActivationElements + next.ActivationElements,
            Math.Max(one.PeakActivationElements, next.PeakActivationElements),
            one.PooledElements + next.PooledElements,
            next.OutputShape
        );
}
