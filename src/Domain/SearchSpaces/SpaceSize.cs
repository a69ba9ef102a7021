using System.Numerics;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Exact number of points of a space with conditions, in one pass from its end.</summary>
internal static class SpaceSize
{
    public static BigInteger Of(SearchSpace space)
    {
        var counts = new Dictionary<string, BigInteger>(StringComparer.Ordinal);
        var children = space.Dimensions.Where(d => d.When is not null).ToLookup(d => d.When!.Dimension);
        foreach (var dimension in space.Dimensions.Reverse())
        {
            var dependants = children[dimension.Name].ToList();
            counts[dimension.Name] =
                dependants.Count == 0 ? dimension.Cardinality ?? 1 : Sum(dimension, dependants, counts);
        }

        return space.Dimensions.Where(d => d.When is null).Aggregate(BigInteger.One, (all, d) => all * counts[d.Name]);
    }

    /// <summary>Points of a dimension together with all that hang on it: a sum over its values of products.</summary>
    private static BigInteger Sum(
        Dimension dimension,
        List<Dimension> dependants,
        Dictionary<string, BigInteger> counts
    )
    {
        var sum = BigInteger.Zero;
        var values = dimension.Cardinality ?? 1;
        for (var i = 0; i < values; i++)
        {
            var value = dimension.At((i + 0.5) / values);
            sum += dependants
                .Where(child => child.When!.Holds(value))
                .Aggregate(BigInteger.One, (product, child) => product * counts[child.Name]);
        }

        return sum;
    }
}
