using System.Collections.Immutable;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>A dimension is active only while an earlier dimension has one of the listed values.</summary>
/// <param name="Dimension">Name of a dimension that stands earlier in the space.</param>
/// <param name="In">The values that make the condition true; at least one.</param>
public sealed record Condition(string Dimension, ImmutableArray<ParameterValue> In)
{
    public bool Holds(ParameterValue? value) => value is { } given && In.Contains(given);
}
