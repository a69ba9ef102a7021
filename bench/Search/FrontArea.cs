using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>The area that candidates dominate in accuracy and one cost, as a share of what the whole table dominates.</summary>
internal sealed class FrontArea
{
    private readonly TableProblem _problem;
    private readonly string _cost;
    private readonly (double Low, double High) _accuracy;
    private readonly (double Low, double High) _costs;
    private readonly double _whole;

    public FrontArea(TableProblem problem, string cost)
    {
        (_problem, _cost) = (problem, cost);
        var points = problem.Rows.Select(row => PointOf(row)).ToList();
        _accuracy = (points.Min(point => point.Accuracy), points.Max(point => point.Accuracy));
        _costs = (points.Min(point => point.Cost), points.Max(point => point.Cost));
        _whole = AreaOf(points);
    }

    /// <summary>
    /// Of those that were seen to be on the front: what was seen decides which they are, what is true how much they cover.
    /// </summary>
    public double Of(IEnumerable<Candidate> candidates)
    {
        var seen = candidates.ToList();
        var on = Dominance.Front(
            seen.ConvertAll(candidate => new[] { -candidate.Metrics!.Accuracy, PointOf(candidate.Configuration).Cost })
        );
        return AreaOf(seen.Where((_, i) => on[i]).Select(candidate => PointOf(candidate.Configuration))) / _whole;
    }

    private (double Accuracy, double Cost) PointOf(Configuration configuration) =>
        (_problem.True(configuration), Metric.Of(_problem.Measure(configuration, seed: 0), _cost)!.Value);

    // From cheap to dear: every point adds a strip above the best accuracy so far, as wide as the way to the dearest.
    private double AreaOf(IEnumerable<(double Accuracy, double Cost)> points)
    {
        var (area, best) = (0.0, _accuracy.Low);
        foreach (var (accuracy, cost) in points.OrderBy(point => point.Cost).ThenByDescending(point => point.Accuracy))
        {
            area += Math.Max(0, accuracy - best) * (_costs.High - cost);
            best = Math.Max(best, accuracy);
        }

        return area / ((_accuracy.High - _accuracy.Low) * (_costs.High - _costs.Low));
    }
}
