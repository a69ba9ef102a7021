namespace NasCluster.Domain.Ranking;

/// <summary>
/// The order of points that no other one dominates by which few of them stand for all (Schmucker et al. 2021, MO-ASHA):
/// the best in the first coordinate, then again and again the one that is farthest from those taken.
/// </summary>
public static class EpsilonNet
{
    /// <summary>Indices of the points in that order; of equally far ones the earlier is first.</summary>
    /// <param name="points">All with the same number of coordinates, each finite and wanted small.</param>
    public static int[] Order(IReadOnlyList<double[]> points)
    {
        if (points.Count == 0)
        {
            return [];
        }

        var scaled = Scaled(points);
        var distances = new double[points.Count];
        Array.Fill(distances, double.PositiveInfinity);
        var left = Enumerable.Range(0, points.Count).ToList();
        var order = new int[points.Count];
        for (var place = 0; place < order.Length; place++)
        {
            var taken = place == 0 ? left.MinBy(i => points[i][0]) : left.MaxBy(i => distances[i]);
            order[place] = taken;
            left.Remove(taken);
            foreach (var i in left)
            {
                distances[i] = Math.Min(distances[i], Distance(scaled[i], scaled[taken]));
            }
        }

        return order;
    }

    /// <summary>Every coordinate from 0 to 1, so that none counts more for its unit.</summary>
    private static double[][] Scaled(IReadOnlyList<double[]> points)
    {
        var coordinates = Enumerable.Range(0, points[0].Length).ToList();
        var low = coordinates.ConvertAll(k => points.Min(point => point[k]));
        var range = coordinates.ConvertAll(k => points.Max(point => point[k]) - low[k]);
        return
        [
            .. points.Select(point =>
                coordinates.Select(k => range[k] > 0 ? (point[k] - low[k]) / range[k] : 0).ToArray()
            ),
        ];
    }

    private static double Distance(double[] first, double[] second)
    {
        double sum = 0;
        for (var k = 0; k < first.Length; k++)
        {
            sum += (first[k] - second[k]) * (first[k] - second[k]);
        }

        return sum;
    }
}
