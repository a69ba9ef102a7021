namespace NasCluster.Domain.Ranking;

/// <summary>
/// The front of the points seen so far in their last two coordinates, for points that come in order of the first: the
/// second rises along it and the third falls (Kung, Luccio and Preparata 1975).
/// </summary>
internal sealed class Staircase
{
    private readonly List<double> _second = [];
    private readonly List<double> _third = [];

    /// <summary>Adds a point of one to three coordinates unless one that came before dominates it.</summary>
    public bool TryAdd(double[] point)
    {
        var (second, third) = (point.Length > 1 ? point[1] : 0, point.Length > 2 ? point[2] : 0);
        var place = _second.BinarySearch(second);
        var before = place < 0 ? ~place - 1 : place;
        if (before >= 0 && _third[before] <= third)
        {
            return false;
        }

        var from = place < 0 ? ~place : place;
        var until = from;
        while (until < _second.Count && _third[until] >= third)
        {
            until++;
        }

        _second.RemoveRange(from, until - from);
        _third.RemoveRange(from, until - from);
        _second.Insert(from, second);
        _third.Insert(from, third);
        return true;
    }
}
