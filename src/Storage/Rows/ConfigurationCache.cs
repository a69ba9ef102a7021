using NasCluster.Domain;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Storage.Rows;

/// <summary>
/// Configurations by their stored text. They never change, are by far the largest part of a candidate, and a search reads
/// all candidates of its experiment again and again.
/// </summary>
internal sealed class ConfigurationCache
{
    /// <summary>About 150 MB; a store with more candidates in use forgets all and starts anew.</summary>
    private const int Capacity = 50_000;

    private readonly ParsedTexts<Configuration> _known = new(DomainJson.Default.Configuration, Capacity);

    /// <exception cref="System.Text.Json.JsonException">The text is not a configuration.</exception>
    public Configuration Read(string text) => _known.Read(text);
}
