using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>A dimension of a space that is being read.</summary>
/// <param name="Name">Its name, known even where the rest of it is wrong.</param>
/// <param name="Dimension">Null where it could not be read.</param>
/// <param name="Source">Where the file has it; null for one taken over from a built-in space.</param>
internal sealed record SpaceEntry(string Name, Dimension? Dimension, SpecNode? Source);
