using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Architectures;

/// <summary>What a decoder of stages needs of a space, and what a space lacks of it.</summary>
internal static class RequiredDimensions
{
    /// <summary>A message for each dimension that is missing.</summary>
    /// <param name="decoder">Its name.</param>
    /// <param name="space">The space.</param>
    /// <param name="stageParts">Needed of every stage i that the space has, at least of the first: stage{i}.PART.</param>
    /// <param name="others">Whole names.</param>
    public static IEnumerable<string> Missing(
        string decoder,
        SearchSpace space,
        IReadOnlyCollection<string> stageParts,
        params IEnumerable<string> others
    )
    {
        var names = space
            .Dimensions.Where(dimension => dimension.Part == SpacePart.Architecture)
            .Select(dimension => dimension.Name)
            .ToHashSet(StringComparer.Ordinal);
        return Enumerable
            .Range(1, names.Count)
            .TakeWhile(i => names.Any(name => name.StartsWith($"stage{i}.", StringComparison.Ordinal)))
            .DefaultIfEmpty(1)
            .SelectMany(stage => stageParts.Select(part => $"stage{stage}.{part}"))
            .Concat(others)
            .Where(name => !names.Contains(name))
            .Select(missing => $"the decoder '{decoder}' needs an architecture dimension '{missing}'");
    }
}
