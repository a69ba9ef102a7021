using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Latency;

/// <summary>The different blocks that architectures of a space are made of.</summary>
/// <param name="Blocks">One network per key, in the order of their first appearance.</param>
/// <param name="Coverage">Share of fresh random architectures all of whose blocks are among them, 0–1.</param>
public sealed record SpaceBlocks(ImmutableArray<NetworkBlock> Blocks, double Coverage)
{
    // A block of a rare kind is in one of hundreds of architectures.
    private const int QuietSamples = 1000;
    private const int FreshSamples = 200;

    /// <summary>Takes those of the space's supernet, and draws architectures until a thousand in a row bring nothing new, or there are as many blocks as allowed.</summary>
    /// <param name="space">Has a decoder.</param>
    /// <param name="target">What the data set fixes.</param>
    /// <param name="limit">Most blocks, at least 1.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <exception cref="InvalidNetworkException">No architecture of the space can be built.</exception>
    public static SpaceBlocks Of(SearchSpace space, NetworkTarget target, int limit, ulong seed)
    {
        // A supernet is weighed by its blocks' smallest and largest sizes, which random architectures seldom have.
        var found = SupernetLatency.BlocksOf(space, target).Take(limit).ToDictionary(block => block.Key);
        var quiet = 0;
        for (var i = 0; quiet < QuietSamples && found.Count < limit; i++)
        {
            var before = found.Count;
            foreach (var block in BlocksOf(space, target, seed, "blocks", i))
            {
                if (found.Count < limit)
                {
                    found.TryAdd(block.Key, block);
                }
            }

            quiet = found.Count == before ? quiet + 1 : 0;
        }

        if (found.Count == 0)
        {
            throw new InvalidNetworkException($"No architecture of '{space.Name}' can be built for this input.");
        }

        var covered = Enumerable
            .Range(0, FreshSamples)
            .Count(i => BlocksOf(space, target, seed, "coverage", i).All(block => found.ContainsKey(block.Key)));
        return new([.. found.Values], (double)covered / FreshSamples);
    }

    /// <summary>Random networks of a space whose blocks are all among these; fewer where they are rare.</summary>
    /// <param name="space">The space the blocks are of.</param>
    /// <param name="target">The same as the blocks'.</param>
    /// <param name="count">How many different ones.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <param name="purpose">Samples of different purposes are independent.</param>
    public ImmutableArray<Network> Networks(
        SearchSpace space,
        NetworkTarget target,
        int count,
        ulong seed,
        string purpose
    )
    {
        var known = Blocks.Select(block => block.Key).ToHashSet();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. Enumerable
                .Range(0, count * QuietSamples)
                .Select(i => Sample(space, target, seed, purpose, i))
                .OfType<Network>()
                .Select(network => (network, keys: NetworkBlocks.Of(network).Select(block => block.Key).ToList()))
                .Where(pair => pair.keys.All(known.Contains) && seen.Add(string.Join('|', pair.keys)))
                .Select(pair => pair.network)
                .Take(count),
        ];
    }

    private static ImmutableArray<NetworkBlock> BlocksOf(
        SearchSpace space,
        NetworkTarget target,
        ulong seed,
        string purpose,
        int index
    ) => Sample(space, target, seed, purpose, index) is { } network ? NetworkBlocks.Of(network) : [];

    // Some points of some spaces cannot be built.
    private static Network? Sample(SearchSpace space, NetworkTarget target, ulong seed, string purpose, int index)
    {
        try
        {
            var point = space.Sample(SeededRandom.Create(seed, purpose, index));
            return DecoderCatalog.Get(space.Decoder!).Decode(point, target);
        }
        catch (InvalidNetworkException)
        {
            return null;
        }
    }
}
