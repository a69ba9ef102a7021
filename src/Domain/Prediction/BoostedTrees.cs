namespace NasCluster.Domain.Prediction;

/// <summary>
/// Stochastic gradient boosting of small trees for squared error (Friedman 2001 and 2002): each tree fits what the ones
/// before it left, on a share of the rows, with a few of the features at every split.
/// </summary>
internal sealed class BoostedTrees
{
    /// <summary>Splits on the way to a leaf.</summary>
    public const int Depth = 3;

    private const int Count = 100;
    private const double LearningRate = 0.1;
    private const double RowShare = 0.7;
    private const double ColumnShare = 0.5;
    private const int FewestRows = 4;

    private readonly TreeBlock _trees;

    private BoostedTrees(RegressionTree[] trees, double start)
    {
        _trees = new(trees, LearningRate);
        Start = start;
    }

    /// <summary>What every row begins with: the mean of the targets.</summary>
    public double Start { get; }

    /// <param name="features">Features of all rows.</param>
    /// <param name="targets">One per row.</param>
    /// <param name="inputs">The rows themselves.</param>
    /// <param name="random">Draws rows and features.</param>
    public static BoostedTrees Fit(BinnedFeatures features, double[] targets, float[][] inputs, Random random)
    {
        var start = targets.Average();
        var residuals = Array.ConvertAll(targets, target => target - start);
        var rows = Enumerable.Range(0, targets.Length).ToArray();
        var drawn = Math.Min(rows.Length, Math.Max(FewestRows, (int)Math.Round(RowShare * rows.Length)));
        var columns = (int)Math.Ceiling(ColumnShare * features.Width);
        var trees = new RegressionTree[Count];
        for (var i = 0; i < trees.Length; i++)
        {
            random.Shuffle(rows);
            trees[i] = RegressionTree.Fit(features, residuals, rows.AsSpan(0, drawn), Depth, columns, random);
            for (var row = 0; row < residuals.Length; row++)
            {
                residuals[row] -= LearningRate * trees[i].Predict(inputs[row]);
            }
        }

        return new(trees, start);
    }

    /// <summary>Adds what the trees add to the start to each row's sum.</summary>
    /// <param name="columns">Features, column by column.</param>
    /// <param name="stride">Rows of a column, a multiple of <see cref="Lanes.Count"/>.</param>
    /// <param name="sums">One per row of the stride.</param>
    public void AddTo(ReadOnlySpan<float> columns, int stride, Span<float> sums) => _trees.AddTo(columns, stride, sums);
}
