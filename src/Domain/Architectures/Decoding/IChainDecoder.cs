using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Architectures;

/// <summary>A decoder whose networks are pieces one after the other, so that their costs are sums over pieces.</summary>
public interface IChainDecoder : INetworkDecoder
{
    /// <summary>The pieces of an architecture's network, the first of which reads the image.</summary>
    /// <exception cref="InvalidNetworkException">The architecture describes no network that can exist.</exception>
    IReadOnlyList<ChainPart> Parts(Configuration configuration, NetworkTarget target);
}
