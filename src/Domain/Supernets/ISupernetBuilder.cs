using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Supernets;

/// <summary>Makes the supernet of a space. Chosen by the space's decoder in <see cref="SupernetCatalog"/>.</summary>
public interface ISupernetBuilder
{
    /// <summary>The decoder that architectures drawn from the supernet are built by.</summary>
    string Decoder { get; }

    /// <summary>Whether the supernet decides a dimension of this name; others keep the value of the architecture.</summary>
    bool Decides(string dimension);

    /// <param name="spec">What is decided.</param>
    /// <param name="architecture">Values of the dimensions that are not decided.</param>
    /// <param name="target">What the data set fixes.</param>
    /// <exception cref="InvalidNetworkException">There is no such network.</exception>
    Supernet Build(SupernetSpec spec, ParameterSet architecture, NetworkTarget target);
}
