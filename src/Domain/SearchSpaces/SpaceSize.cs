using System.Collections.Immutable;
using System.Numerics;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Exact number of points of a space with conditions.</summary>
internal static class SpaceSize
{
    public static BigInteger Of(SearchSpace space)
    {
        var children = space
            .Dimensions.Where(dimension => dimension.When is not null)
            .ToLookup(dimension => dimension.When!.Dimension, StringComparer.Ordinal);
        return space
            .Dimensions.Where(dimension => dimension.When is null)
            .Aggregate(BigInteger.One, (product, dimension) => product * Points(dimension, children));
    }

    /// <summary>Points of a dimension together with all that hang on it: a sum over its values of products.</summary>
    private static BigInteger Points(Dimension dimension, ILookup<string, Dimension> children)
    {
        var dependants = children[dimension.Name].ToImmutableArray();
        if (dependants.IsEmpty)
        {
            return dimension.Cardinality ?? 1;
        }

        var sum = BigInteger.Zero;
        var values = dimension.Cardinality ?? 1;
        for (var i = 0; i < values; i++)
        {
            var value = dimension.At((i + 0.5) / values);
            sum += dependants
                .Where(child => child.When!.Holds(value))
                .Aggregate(BigInteger.One, (product, child) => product * Points(child, children));
        }

        return sum;
    }
}
