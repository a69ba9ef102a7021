namespace NasCluster.Domain.Prediction;

/// <summary>A small regression tree that splits where the squared error falls most (Breiman et al. 1984).</summary>
internal sealed class RegressionTree
{
    // Nodes of a full binary tree: children of i are 2i + 1 and 2i + 2; a feature of -1 marks a leaf.
    private readonly int[] _features;
    private readonly float[] _thresholds;
    private readonly double[] _values;

    private RegressionTree(int depth)
    {
        var nodes = (1 << (depth + 1)) - 1;
        _features = new int[nodes];
        Array.Fill(_features, -1);
        _thresholds = new float[nodes];
        _values = new double[nodes];
    }

    /// <param name="features">Features of all rows.</param>
    /// <param name="targets">One per row.</param>
    /// <param name="rows">Rows to learn from; their order is changed.</param>
    /// <param name="depth">Splits on the way to a leaf, at most.</param>
    /// <param name="columns">Features tried at a split, drawn anew for each one.</param>
    /// <param name="random">Draws the features.</param>
    public static RegressionTree Fit(
        BinnedFeatures features,
        double[] targets,
        Span<int> rows,
        int depth,
        int columns,
        Random random
    )
    {
        var tree = new RegressionTree(depth);
        tree.Grow(new(features, targets, columns, random), 0, rows, depth);
        return tree;
    }

    public double Predict(ReadOnlySpan<float> input)
    {
        var node = 0;
        while (_features[node] >= 0)
        {
            node = 2 * node + (input[_features[node]] <= _thresholds[node] ? 1 : 2);
        }

        return _values[node];
    }

    /// <summary>
    /// Writes the tree as a whole one of its depth: a leaf that stands higher up has splits below it that all rows pass to
    /// the left, and the same value everywhere.
    /// </summary>
    /// <param name="features">Feature of each split, from the root on.</param>
    /// <param name="thresholds">Rows at most as large go to the left.</param>
    /// <param name="leaves">Values from left to right.</param>
    /// <param name="scale">What values are multiplied by.</param>
    public void CopyTo(Span<int> features, Span<float> thresholds, Span<float> leaves, double scale)
    {
        Span<int> sources = stackalloc int[_features.Length];
        sources[0] = 0;
        for (var node = 0; node < features.Length; node++)
        {
            var source = sources[node];
            var isLeaf = _features[source] < 0;
            features[node] = isLeaf ? 0 : _features[source];
            thresholds[node] = isLeaf ? float.PositiveInfinity : _thresholds[source];
            sources[2 * node + 1] = isLeaf ? source : 2 * source + 1;
            sources[2 * node + 2] = isLeaf ? source : 2 * source + 2;
        }

        for (var leaf = 0; leaf < leaves.Length; leaf++)
        {
            leaves[leaf] = (float)(scale * _values[sources[features.Length + leaf]]);
        }
    }

    private void Grow(SplitSearch search, int node, Span<int> rows, int depth)
    {
        _values[node] = search.Mean(rows);
        if (depth == 0 || search.Best(rows) is not { } split)
        {
            return;
        }

        _features[node] = split.Feature;
        _thresholds[node] = search.ThresholdOf(split);
        var left = search.Partition(rows, split);
        Grow(search, 2 * node + 1, rows[..left], depth - 1);
        Grow(search, 2 * node + 2, rows[left..], depth - 1);
    }
}
