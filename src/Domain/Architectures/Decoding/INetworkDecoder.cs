using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Architectures;

/// <summary>Turns an architecture into a network description. Chosen by name in <see cref="DecoderCatalog"/>.</summary>
public interface INetworkDecoder
{
    string Name { get; }

    /// <summary>What its networks answer.</summary>
    LearningTask Task => LearningTask.Classification;

    /// <summary>Errors of a space against what this decoder reads (missing or mistyped dimensions); empty if it fits.</summary>
    IEnumerable<string> Check(SearchSpace space);

    /// <exception cref="InvalidNetworkException">The architecture describes no network that can exist.</exception>
    Network Decode(Configuration configuration, NetworkTarget target);

    /// <summary>Side of the square input image the architecture asks for.</summary>
    int Resolution(Configuration configuration, NetworkTarget target);
}
