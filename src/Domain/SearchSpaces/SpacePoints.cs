namespace NasCluster.Domain.SearchSpaces;

/// <summary>All points of a small discrete space.</summary>
public static class SpacePoints
{
    /// <summary>Every point once; null where there are more than <paramref name="most"/>, or continuous dimensions.</summary>
    public static IEnumerable<Configuration>? Of(SearchSpace space, int most) =>
        IsSmall(space, most) ? Walk(SpaceCodes.Of(space)) : null;

    /// <summary>
    /// Whether all points can be walked through: dimensions that are switched off are counted out by the size of a space, but
    /// not by the walk.
    /// </summary>
    internal static bool IsSmall(SearchSpace space, int most) =>
        space.IsDiscrete
        && space.Dimensions.Aggregate(1.0, (product, dimension) => product * dimension.Cardinality!.Value) <= most;

    /// <summary>Calls for every point of a discrete space, some of them more than once.</summary>
    /// <param name="codes">Codes of the space.</param>
    /// <param name="visit">Gets the row, which is used again for the next one.</param>
    internal static void Walk(SpaceCodes codes, Action<double[]> visit)
    {
        var counts = codes.Counts;
        var indices = new int[counts.Count];
        var point = new double[counts.Count];
        var row = new double[counts.Count];
        while (true)
        {
            for (var i = 0; i < point.Length; i++)
            {
                point[i] = (indices[i] + 0.5) / counts[i];
            }

            codes.At(point, row);
            visit(row);
            var place = counts.Count - 1;
            while (place >= 0 && ++indices[place] == counts[place])
            {
                indices[place--] = 0;
            }

            if (place < 0)
            {
                return;
            }
        }
    }

    private static List<Configuration> Walk(SpaceCodes codes)
    {
        var seen = new HashSet<ulong>();
        var points = new List<Configuration>();
        Walk(
            codes,
            row =>
            {
                if (seen.Add(SpaceCodes.HashOf(row)))
                {
                    points.Add(codes.Decode(row));
                }
            }
        );
        return points;
    }
}
