using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// Which points are nearly the same: ranges have any number of values beside each of the best one, and a batch of them would
/// tell nothing of the choices.
/// </summary>
internal sealed class PointKinds
{
    private const int MostLevelsOfAChoice = 10;
    private const int Cells = 40;
    private const int MostOfAKind = 5;
    private readonly PointSet _points;
    private readonly bool[] _isChoice;
    private readonly double[] _scales;
    private readonly bool _hasChoices;

    public PointKinds(PointSet points)
    {
        _points = points;
        var counts = points.Codes.Counts;
        _isChoice =
        [
            .. counts.Select((count, i) => points.Codes.IsUnordered(i) || count is > 0 and <= MostLevelsOfAChoice),
        ];
        // Codes of discrete ranges are indices, of real ones places in 0…1.
        _scales = [.. counts.Select(count => count == 0 ? Cells : (double)Cells / count)];
        _hasChoices = _isChoice.Contains(true);
    }

    /// <summary>Points of equal choices are of one kind; without choices in the space those of one cell.</summary>
    public ulong KindOf(int index) => _hasChoices ? HashOf(index, cells: 0) : CellOf(index);

    /// <summary>Points of equal choices whose ranges agree to a fortieth are in one cell.</summary>
    public ulong CellOf(int index) => HashOf(index, cells: 1);

    /// <summary>The best of some points that may be proposed, and the best few of each kind: the best of all may be of one kind.</summary>
    /// <param name="indices">Points; they are put in order.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyCollection<int> Shortlist(int[] indices, int most)
    {
        var ofKind = new Dictionary<ulong, int>();
        var half = (most + 1) / 2;
        return
        [
            .. _points
                .Best(indices, half, _points.CanTake)
                .Union(_points.Best(indices, half, index => _points.CanTake(index) && IsAmongFew(KindOf(index)))),
        ];

        bool IsAmongFew(ulong kind) => (ofKind[kind] = ofKind.GetValueOrDefault(kind) + 1) <= MostOfAKind;
    }

    /// <summary>
    /// The first so many points of those whose keys differ; where there are fewer, the rest by the next key. They keep their
    /// order.
    /// </summary>
    /// <param name="ordered">Points, the best first.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="keys">What may not be the same twice, the strictest first.</param>
    public static List<int> Pick(IReadOnlyList<int> ordered, int count, params ReadOnlySpan<Func<int, ulong>> keys)
    {
        var picked = new List<int>(count);
        foreach (var key in keys)
        {
            var seen = picked.Select(key).ToHashSet();
            picked.AddRange(ordered.Except(picked).Where(index => seen.Add(key(index))).Take(count - picked.Count));
        }

        var isPicked = picked.ToHashSet();
        return [.. ordered.Where(isPicked.Contains)];
    }

    private ulong HashOf(int index, double cells)
    {
        Span<double> row = stackalloc double[_isChoice.Length];
        _points[index].CopyTo(row);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = _isChoice[i] || row[i] == SpaceCodes.Off ? row[i] : Math.Floor(cells * _scales[i] * row[i]);
        }

        return SpaceCodes.HashOf(row);
    }
}
