namespace NasCluster.Domain.Ranking;

/// <summary>NSGA-II's crowding distance: the perimeter of the box between a point's neighbours on its front.</summary>
public static class Crowding
{
    /// <summary>Distances in the order of the points; infinite at the ends of a coordinate.</summary>
    /// <param name="front">Points of one front, all with the same number of coordinates.</param>
    public static double[] Of(IReadOnlyList<double[]> front)
    {
        var distances = new double[front.Count];
        for (var coordinate = 0; front.Count > 0 && coordinate < front[0].Length; coordinate++)
        {
            AddCoordinate(front, coordinate, distances);
        }

        return distances;
    }

    private static void AddCoordinate(IReadOnlyList<double[]> front, int coordinate, double[] distances)
    {
        var order = Enumerable.Range(0, front.Count).OrderBy(i => front[i][coordinate]).ToArray();
        var (low, high) = (front[order[0]][coordinate], front[order[^1]][coordinate]);
        distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
        // A metric that some lack is infinite, and tells nothing of distances.
        if (!(high > low) || double.IsInfinity(high))
        {
            return;
        }

        for (var i = 1; i < order.Length - 1; i++)
        {
            distances[order[i]] += (front[order[i + 1]][coordinate] - front[order[i - 1]][coordinate]) / (high - low);
        }
    }
}
