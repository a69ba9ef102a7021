using System.Collections.Frozen;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Built-in search spaces by name; a new one is one line here or in the class of its kind, such as
/// <see cref="PaperSpaces"/>.</summary>
public static class SpaceCatalog
{
    private static readonly FrozenDictionary<string, SearchSpace> Spaces = new[] { SmallImageSpace.Create() }
        .Concat(PaperSpaces.All())
        .Concat(SegmentationSpaces.All())
        .Concat(ScalingSpaces.All())
        .ToFrozenDictionary(space => space.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Spaces.Keys.Order(StringComparer.Ordinal);

    public static SearchSpace? Find(string name) => Spaces.GetValueOrDefault(name);
}
