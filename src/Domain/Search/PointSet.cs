using NasCluster.Domain.Prediction;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// Points of a space, each once, as rows of codes with what a predictor expects of them. They become configurations, and are
/// checked against limits, only where somebody asks.
/// </summary>
/// <param name="codes">Of the predictor's space.</param>
/// <param name="predictor">Scores points.</param>
/// <param name="source">Knows what may be proposed.</param>
internal sealed class PointSet(SpaceCodes codes, IAccuracyPredictor predictor, CandidateSource source)
{
    private const int Chunk = 1024;
    private readonly HashSet<ulong> _hashes = [];
    private double[] _rows = [];
    private double[] _scores = [];
    private bool?[] _canTake = [];
    private int _scored;

    public SpaceCodes Codes => codes;

    public int Count { get; private set; }

    public ReadOnlySpan<double> this[int index] => _rows.AsSpan(index * codes.Width, codes.Width);

    /// <summary>What the predictor expects of a point; scored by <see cref="Score()"/>.</summary>
    public double ScoreOf(int index) => _scores[index];

    public Configuration ConfigurationOf(int index) => codes.Decode(this[index]);

    /// <summary>Adds a point.</summary>
    /// <param name="row">Its codes.</param>
    /// <returns>Whether it is new.</returns>
    public bool Add(ReadOnlySpan<double> row)
    {
        if (!_hashes.Add(SpaceCodes.HashOf(row)))
        {
            return false;
        }

        if (Count == _scores.Length)
        {
            var room = Math.Max(Chunk, 2 * Count);
            Array.Resize(ref _rows, room * codes.Width);
            Array.Resize(ref _scores, room);
            Array.Resize(ref _canTake, room);
        }

        row.CopyTo(_rows.AsSpan(Count++ * codes.Width, codes.Width));
        return true;
    }

    /// <summary>Scores what was added since the last time; many points on all processors.</summary>
    public void Score()
    {
        var (first, count) = (_scored, Count - _scored);
        _scored = Count;
        if (count <= Chunk)
        {
            Score(first, count);
            return;
        }

        Parallel.For(
            0,
            (count + Chunk - 1) / Chunk,
            chunk => Score(first + chunk * Chunk, Math.Min(Chunk, count - chunk * Chunk))
        );
    }

    /// <summary>Whether a point is feasible and was never proposed; found out once.</summary>
    public bool CanTake(int index) => _canTake[index] ??= source.CanTake(ConfigurationOf(index));

    /// <summary>All points, the best expected first; the earlier of equals first.</summary>
    public int[] Ordered()
    {
        var order = new int[Count];
        var keys = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            (order[i], keys[i]) = (i, -_scores[i]);
        }

        Sort(keys, order);
        return order;
    }

    /// <summary>The best of some points that may be used, the best expected first.</summary>
    /// <param name="indices">Points; they are put in order.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="isUsable">Asked of the best ones only.</param>
    public List<int> Best(int[] indices, int most, Predicate<int> isUsable)
    {
        Sort(Array.ConvertAll(indices, index => -_scores[index]), indices);
        var best = new List<int>(most);
        for (var i = 0; i < indices.Length && best.Count < most; i++)
        {
            if (isUsable(indices[i]))
            {
                best.Add(indices[i]);
            }
        }

        return best;
    }

    // Array.Sort is not stable: equal scores are put in order of their indices afterwards.
    private static void Sort(double[] keys, int[] indices)
    {
        Array.Sort(keys, indices);
        for (int start = 0, end = 1; start < keys.Length; start = end++)
        {
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                Array.Sort(indices, start, end - start);
            }
        }
    }

    private void Score(int first, int count) =>
        predictor.PredictMeans(_rows.AsSpan(first * codes.Width, count * codes.Width), _scores.AsSpan(first, count));
}
