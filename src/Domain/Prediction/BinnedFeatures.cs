namespace NasCluster.Domain.Prediction;

/// <summary>Features of training rows as indices of their distinct values, so that a split is found by one pass.</summary>
internal sealed class BinnedFeatures
{
    private readonly float[][] _thresholds;
    private readonly int[][] _bins;

    /// <param name="rows">One vector per row, all of the same width; at least one row.</param>
    public BinnedFeatures(float[][] rows)
    {
        Rows = rows.Length;
        var width = rows[0].Length;
        _thresholds = new float[width][];
        _bins = new int[width][];
        for (var feature = 0; feature < width; feature++)
        {
            var values = rows.Select(row => row[feature]).Distinct().Order().ToArray();
            _bins[feature] = [.. rows.Select(row => Array.BinarySearch(values, row[feature]))];
            _thresholds[feature] = [.. values.Zip(values.Skip(1), static (low, high) => (low + high) / 2)];
        }
    }

    public int Rows { get; }

    public int Width => _bins.Length;

    /// <summary>Distinct values of a feature.</summary>
    public int Levels(int feature) => _thresholds[feature].Length + 1;

    /// <summary>Index of a row's value among the feature's distinct values in ascending order.</summary>
    public int Bin(int feature, int row) => _bins[feature][row];

    /// <summary>The middle between a bin and the next one.</summary>
    public float Threshold(int feature, int bin) => _thresholds[feature][bin];
}
