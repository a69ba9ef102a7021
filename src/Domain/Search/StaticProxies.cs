using System.Collections.Concurrent;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// Zero-cost proxies that a network's description tells without a batch: the logarithms of its MACs and parameters, and
/// its depth in layers with weights. Simple, and hard to beat (White et al. 2022, "A Deeper Look at Zero-Cost Proxies").
/// </summary>
public sealed class StaticProxies
{
    private const int Count = 3;
    private const int Most = 100_000;
    private readonly INetworkDecoder _decoder;
    private readonly NetworkTarget _target;
    private readonly ConcurrentDictionary<string, double[]> _known = new(StringComparer.Ordinal);

    private StaticProxies(INetworkDecoder decoder, NetworkTarget target) => (_decoder, _target) = (decoder, target);

    /// <summary>Of the networks of an experiment; null where its space has no decoder.</summary>
    public static StaticProxies? Of(SearchView view)
    {
        var dataset = view.Experiment.Dataset;
        return view.Space.Decoder is { } decoder
            ? new(DecoderCatalog.Get(decoder), new(dataset.Channels, dataset.Resolution, dataset.Classes))
            : null;
    }

    /// <summary>The proxies, safe for all threads; 0 of a network that cannot exist.</summary>
    public double[] Of(Configuration configuration)
    {
        // The key of a configuration takes longer than the sum of its pieces.
        if (_decoder is IChainDecoder)
        {
            return Compute(configuration);
        }

        if (_known.TryGetValue(configuration.Key, out var proxies))
        {
            return proxies;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known[configuration.Key] = Compute(configuration);
    }

    private double[] Compute(Configuration configuration)
    {
        try
        {
            var cost = DecodedCost.Of(_decoder, configuration, _target);
            return [Math.Log(1 + cost.Macs.Total), Math.Log(1 + cost.Params), cost.LayersWithWeights];
        }
        catch (InvalidNetworkException)
        {
            return new double[Count];
        }
    }
}
