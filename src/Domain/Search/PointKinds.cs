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
    /// The first so many points of those whose choices differ, from one another and from what was chosen before; where
    /// there are fewer, points of equal choices whose ranges differ by a fortieth, and then the rest. They keep their order.
    /// </summary>
    /// <param name="ordered">Points, the best first.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="before">What was chosen before.</param>
    public List<int> Pick(IReadOnlyList<int> ordered, int count, IEnumerable<Configuration> before)
    {
        double[][] rows = [.. before.Select(_points.Codes.Encode)];
        var picked = new HashSet<int>(count);
        foreach (var cells in (ReadOnlySpan<double>)[CellsOfKind, 1])
        {
            var seen = rows.Select(row => HashOf(row, cells)).Concat(picked.Select(i => HashOf(i, cells))).ToHashSet();
            picked.UnionWith(
                ordered
                    .Where(i => !picked.Contains(i) && seen.Add(HashOf(i, cells)))
                    .Take(count - picked.Count)
                    .ToList()
            );
        }

        picked.UnionWith(ordered.Where(i => !picked.Contains(i)).Take(count - picked.Count).ToList());
        return [.. ordered.Where(picked.Contains)];
    }

    /// <summary>Points of equal choices are of one kind; without choices in the space those of one cell.</summary>
    private ulong KindOf(int index) => HashOf(index, CellsOfKind);

    private double CellsOfKind => _hasChoices ? 0 : 1;

    private ulong HashOf(int index, double cells) => HashOf(_points[index], cells);

    private ulong HashOf(ReadOnlySpan<double> codes, double cells)
    {
        Span<double> row = stackalloc double[_isChoice.Length];
        codes.CopyTo(row);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = _isChoice[i] || row[i] == SpaceCodes.Off ? row[i] : Math.Floor(cells * _scales[i] * row[i]);
        }

        return SpaceCodes.HashOf(row);
    }
}
