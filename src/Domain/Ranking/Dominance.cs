namespace NasCluster.Domain.Ranking;

/// <summary>Pareto dominance among points whose coordinates are all wanted small.</summary>
public static class Dominance
{
    /// <summary>At least as good everywhere and better somewhere.</summary>
    public static bool Dominates(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var better = false;
        for (var i = 0; i < first.Length; i++)
        {
            if (first[i] > second[i])
            {
                return false;
            }

            better |= first[i] < second[i];
        }

        return better;
    }

    /// <summary>Which points no other one dominates. Up to three coordinates take n·log n steps, more of them n times the front.</summary>
    public static bool[] Front(IReadOnlyList<double[]> points)
    {
        var on = new bool[points.Count];
        if (points.Count == 0)
        {
            return on;
        }

        var order = InOrder(points);
        var staircase = points[0].Length <= 3 ? new Staircase() : null;
        var front = new List<double[]>();
        for (var i = 0; i < order.Length; i++)
        {
            // Whatever dominates a point stands before it; equal points share their fate.
            var point = points[order[i]];
            var isTwin = i > 0 && point.AsSpan().SequenceEqual(points[order[i - 1]]);
            on[order[i]] = isTwin
                ? on[order[i - 1]]
                : staircase?.TryAdd(point) ?? !front.Exists(other => Dominates(other, point));
            if (on[order[i]] && !isTwin && staircase is null)
            {
                front.Add(point);
            }
        }

        return on;
    }

    /// <summary>The front each point is on: 0 for the first, 1 for the first without that one, and so on.</summary>
    public static int[] Ranks(IReadOnlyList<double[]> points)
    {
        var ranks = new int[points.Count];
        var left = Enumerable.Range(0, points.Count).ToList();
        for (var rank = 0; left.Count > 0; rank++)
        {
            var on = Front([.. left.Select(i => points[i])]);
            foreach (var i in left.Where((_, place) => on[place]))
            {
                ranks[i] = rank;
            }

            left = [.. left.Where((_, place) => !on[place])];
        }

        return ranks;
    }

    private static int[] InOrder(IReadOnlyList<double[]> points)
    {
        var order = Enumerable.Range(0, points.Count).ToArray();
        Array.Sort(
            order,
            (a, b) =>
            {
                var sign = points[a].AsSpan().SequenceCompareTo(points[b]);
                return sign != 0 ? sign : a.CompareTo(b);
            }
        );
        return order;
    }
}
