using System.Collections.Frozen;

namespace NasCluster.Domain.Architectures;

/// <summary>All network decoders by name; a new one is one file and one line here.</summary>
public static class DecoderCatalog
{
    private static readonly FrozenDictionary<string, INetworkDecoder> Decoders = new INetworkDecoder[]
    {
        new StagedDecoder(),
        new StagedBlocksDecoder(),
        new FbNetLayersDecoder(),
        new EspNetSegmentationDecoder(),
        new EspNetV2SegmentationDecoder(),
        new ZooDecoder(),
    }.ToFrozenDictionary(decoder => decoder.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Decoders.Keys.Order(StringComparer.Ordinal);

    public static INetworkDecoder? Find(string name) => Decoders.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">There is no decoder of that name.</exception>
    public static INetworkDecoder Get(string name) =>
        Find(name) ?? throw new KeyNotFoundException($"There is no network decoder '{name}'.");
}
