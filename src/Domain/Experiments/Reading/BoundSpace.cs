using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>A space as far as it could be read.</summary>
/// <param name="Space">The whole space; null where something is wrong with it.</param>
/// <param name="Entries">The dimensions, also where others are wrong.</param>
/// <param name="Decoder">The decoder, null for none.</param>
/// <param name="Node">The place of the space in the file.</param>
internal sealed record BoundSpace(
    SearchSpace? Space,
    ImmutableArray<SpaceEntry> Entries,
    string? Decoder,
    SpecNode Node
);
