namespace NasCluster.Domain.Prediction;

/// <summary>Finds the split of some rows that takes away most of their squared error.</summary>
internal sealed class SplitSearch
{
    private const double SmallestGain = 1e-12;

    private readonly BinnedFeatures _features;
    private readonly double[] _targets;
    private readonly Random _random;
    private readonly int[] _columns;
    private readonly int _tried;
    private readonly double[] _sums;
    private readonly int[] _counts;

    /// <param name="features">Features of all rows.</param>
    /// <param name="targets">One per row.</param>
    /// <param name="tried">Features tried at a split.</param>
    /// <param name="random">Draws the features.</param>
    public SplitSearch(BinnedFeatures features, double[] targets, int tried, Random random)
    {
        _features = features;
        _targets = targets;
        _random = random;
        _columns = [.. Enumerable.Range(0, features.Width)];
        _tried = Math.Clamp(tried, 1, features.Width);
        var levels = _columns.Max(features.Levels);
        _sums = new double[levels];
        _counts = new int[levels];
    }

    public double Mean(ReadOnlySpan<int> rows) => Sum(rows) / rows.Length;

    public float ThresholdOf(Split split) => _features.Threshold(split.Feature, split.Bin);

    /// <summary>The best split on features drawn at random; null where none leaves rows on both sides and gains anything.</summary>
    public Split? Best(ReadOnlySpan<int> rows)
    {
        var total = Sum(rows);
        var (best, most) = ((Split?)null, total * total / rows.Length + SmallestGain);
        for (var i = 0; i < _tried; i++)
        {
            var other = _random.Next(i, _columns.Length);
            (_columns[i], _columns[other]) = (_columns[other], _columns[i]);
            if (BestOn(_columns[i], rows, total, ref most) is { } bin)
            {
                best = new(_columns[i], bin);
            }
        }

        return best;
    }

    /// <summary>Moves the rows of the lower side to the front and tells how many they are.</summary>
    public int Partition(Span<int> rows, Split split)
    {
        var left = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (_features.Bin(split.Feature, rows[i]) <= split.Bin)
            {
                (rows[left], rows[i]) = (rows[i], rows[left]);
                left++;
            }
        }

        return left;
    }

    // The squared error falls by what the sum of (sum of a side)² / (rows of it) grows.
    private int? BestOn(int feature, ReadOnlySpan<int> rows, double total, ref double most)
    {
        var levels = _features.Levels(feature);
        Array.Clear(_sums, 0, levels);
        Array.Clear(_counts, 0, levels);
        foreach (var row in rows)
        {
            var bin = _features.Bin(feature, row);
            _sums[bin] += _targets[row];
            _counts[bin]++;
        }

        var (sum, count, best) = (0.0, 0, (int?)null);
        for (var bin = 0; bin < levels - 1; bin++)
        {
            sum += _sums[bin];
            count += _counts[bin];
            if (_counts[bin] == 0 || count == rows.Length)
            {
                continue;
            }

            var rest = total - sum;
            var explained = sum * sum / count + rest * rest / (rows.Length - count);
            if (explained > most)
            {
                (most, best) = (explained, bin);
            }
        }

        return best;
    }

    private double Sum(ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += _targets[row];
        }

        return sum;
    }

    /// <summary>Rows whose bin of the feature is at most this one go to the lower side.</summary>
    internal readonly record struct Split(int Feature, int Bin);
}
