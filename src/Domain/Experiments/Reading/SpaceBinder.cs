using System.Text.Json;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads the space: the name of a built-in one, a change of one, or a space of the user's own.</summary>
internal sealed class SpaceBinder(ValueReader read)
{
    private const int MaxDimensions = 500;
    private readonly DimensionBinder _dimensions = new(read);
    private readonly SpaceFixes _fixes = new(read);
    private readonly ConditionCheck _conditions = new(read.Problems);

    /// <summary>The space; null where nothing of it could be read.</summary>
    public BoundSpace? Bind(SpecNode? node) =>
        node switch
        {
            null or { Kind: JsonValueKind.Null } => null,
            { Kind: JsonValueKind.String } => BuiltIn(node),
            { Kind: JsonValueKind.Object } when node.Find("base") is not null => Derived(node),
            _ => Own(node),
        };

    private BoundSpace? BuiltIn(SpecNode node) =>
        Catalogued(node) is { } space ? new(space, [.. space.Dimensions.Select(Inherited)], space.Decoder, node) : null;

    private BoundSpace? Derived(SpecNode section)
    {
        var before = read.Problems.Count;
        var node = read.Object(section, ExperimentFileFormat.DerivedSpace)!;
        var name = read.Name(node.Find("name"));
        var origin = Catalogued(node.Find("base"));
        var given = Given(node, PartOf);
        if (origin is null)
        {
            return null;
        }

        var entries = origin.Dimensions.Select(Inherited).ToList();
        _fixes.Apply(node.Find("fix"), entries, given);
        foreach (var entry in given)
        {
            Place(entry, entries);
        }

        return Finish(name ?? origin.Name, origin.Decoder, entries, node, before);

        SpacePart PartOf(string dimension) =>
            origin?.Dimensions.FirstOrDefault(inherited => inherited.Name == dimension)?.Part ?? SpacePart.Architecture;
    }

    private BoundSpace? Own(SpecNode section)
    {
        var before = read.Problems.Count;
        if (read.Object(section, ExperimentFileFormat.OwnSpace) is not { } node)
        {
            return null;
        }

        var name = read.Name(node.Find("name")) ?? "custom";
        var decoder = read.Word(node.Find("decoder"), DecoderCatalog.Names, SpecCodes.SpaceDecoder);
        if (node.Find("dimensions") is { Kind: JsonValueKind.Array, Items.Count: 0 } empty)
        {
            read.Problems.Add(SpecCodes.SpaceEmpty, empty, "'dimensions' is empty; at least one is needed.");
        }

        return Finish(name, decoder, Given(node, _ => SpacePart.Architecture), node, before);
    }

    private SearchSpace? Catalogued(SpecNode? name) =>
        read.Word(name, SpaceCatalog.Names, SpecCodes.SpaceUnknown) is { } known ? SpaceCatalog.Find(known) : null;

    private static SpaceEntry Inherited(Dimension dimension) => new(dimension.Name, dimension, null);

    /// <summary>The dimensions the file has, those without a name left out.</summary>
    private List<SpaceEntry> Given(SpecNode node, Func<string, SpacePart> partOf)
    {
        var list = node.Find("dimensions");
        var items = read.Items(list) ?? [];
        if (items.Count > MaxDimensions)
        {
            var message = $"'dimensions' has {items.Count} items; allowed are 1 to {MaxDimensions}.";
            read.Problems.Add(SpecCodes.SpaceTooLarge, list!, message);
            return [];
        }

        var entries = new List<SpaceEntry>(items.Count);
        foreach (var entry in items.Select(item => _dimensions.Bind(item, partOf)).OfType<SpaceEntry>())
        {
            if (entries.Exists(other => other.Name == entry.Name))
            {
                var message = $"The dimension '{entry.Name}' is given twice.";
                read.Problems.Add(SpecCodes.SpaceDuplicate, entry.Source!.Find("name")!, message);
                continue;
            }

            entries.Add(entry);
        }

        return entries;
    }

    private static void Place(SpaceEntry entry, List<SpaceEntry> entries)
    {
        var index = entries.FindIndex(other => other.Name == entry.Name);
        if (index < 0)
        {
            entries.Add(entry);
        }
        else
        {
            entries[index] = entry;
        }
    }

    private BoundSpace Finish(string name, string? decoder, List<SpaceEntry> entries, SpecNode node, int before)
    {
        var settled = _conditions.Settle(entries);
        if (settled.Count > MaxDimensions)
        {
            var message = $"The space has {settled.Count} dimensions; allowed are 1 to {MaxDimensions}.";
            read.Problems.Add(SpecCodes.SpaceTooLarge, node, message);
        }

        // A decoder's complaint about a dimension that could not be read would only repeat the problem.
        var space =
            read.Problems.Count == before
                ? new SearchSpace(name, decoder, [.. settled.Select(e => e.Dimension!)])
                : null;
        foreach (var message in space is null || decoder is null ? [] : DecoderCatalog.Get(decoder).Check(space))
        {
            read.Problems.Add(SpecCodes.SpaceDecoder, node, message);
        }

        return new(space, [.. settled], decoder, node);
    }
}
