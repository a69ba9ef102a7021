namespace NasCluster.Domain.SearchSpaces;

/// <summary>All points of a small discrete space.</summary>
public static class SpacePoints
{
    /// <summary>Every point once; null where there are more than <paramref name="most"/>, or continuous dimensions.</summary>
    public static IEnumerable<Configuration>? Of(SearchSpace space, int most)
    {
        if (!space.IsDiscrete)
        {
            return null;
        }

        // Switched-off dimensions are counted out by the size, but walked through here.
        var grid = space.Dimensions.Aggregate(1.0, (product, dimension) => product * dimension.Cardinality!.Value);
        return grid <= most ? Walk(space).DistinctBy(point => point.Key) : null;
    }

    private static IEnumerable<Configuration> Walk(SearchSpace space)
    {
        var counts = space.Dimensions.Select(dimension => (int)dimension.Cardinality!.Value).ToArray();
        var indices = new int[counts.Length];
        var point = new double[counts.Length];
        while (true)
        {
            for (var i = 0; i < point.Length; i++)
            {
                point[i] = (indices[i] + 0.5) / counts[i];
            }

            yield return space.At(point);
            var place = counts.Length - 1;
            while (place >= 0 && ++indices[place] == counts[place])
            {
                indices[place--] = 0;
            }

            if (place < 0)
            {
                yield break;
            }
        }
    }
}
