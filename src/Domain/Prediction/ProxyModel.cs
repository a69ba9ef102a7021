using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// One number of configurations, learned from those it was measured of by boosted trees; on the quantiles of a normal
/// distribution, since proxies run over many powers of ten.
/// </summary>
/// <remarks>The same seed and rows give the same model. Safe for all threads.</remarks>
internal sealed class ProxyModel
{
    private const int Members = 1;

    private readonly SpaceCodes _codes;
    private readonly CodeEncoder _positions;
    private readonly Func<Configuration, IReadOnlyList<double>> _known;
    private readonly TreeEnsemble _all;
    private readonly Dictionary<string, double> _leftOut = new(StringComparer.Ordinal);

    /// <param name="space">The joint space.</param>
    /// <param name="rows">Configurations with the number, at least as many as folds.</param>
    /// <param name="known">Further numbers of any configuration, as many of each.</param>
    /// <param name="folds">A measured row is judged by a model that was fitted without its fold; at least two.</param>
    /// <param name="seed">Draws the rows and features that each tree sees.</param>
    public ProxyModel(
        SearchSpace space,
        IReadOnlyList<(Configuration Configuration, double Value)> rows,
        Func<Configuration, IReadOnlyList<double>> known,
        int folds,
        ulong seed
    )
    {
        (_codes, _positions, _known) = (SpaceCodes.Of(space), CodeEncoder.OfPositions(space), known);
        var scale = new QuantileScale([.. rows.Select(row => row.Value)]);
        double[] targets = [.. rows.Select(row => scale.Scale(row.Value))];
        float[][] inputs = [.. rows.Select(row => Encode(row.Configuration))];
        _all = TreeEnsemble.Fit(inputs, targets, Members, seed);
        for (var fold = 0; fold < folds; fold++)
        {
            int[] kept = [.. Enumerable.Range(0, rows.Count).Where(i => i % folds != fold)];
            var others = TreeEnsemble.Fit(
                [.. kept.Select(i => inputs[i])],
                [.. kept.Select(i => targets[i])],
                Members,
                seed
            );
            for (var i = fold; i < rows.Count; i += folds)
            {
                _leftOut[rows[i].Configuration.Key] = Mean(others, inputs[i]);
            }
        }
    }

    /// <summary>What is expected of a configuration, as a quantile of a normal distribution.</summary>
    public double Of(Configuration configuration) =>
        _leftOut.TryGetValue(configuration.Key, out var value) ? value : Mean(_all, Encode(configuration));

    private static double Mean(TreeEnsemble trees, float[] input)
    {
        var stride = Lanes.Stride(1);
        var columns = new float[input.Length * stride];
        for (var i = 0; i < input.Length; i++)
        {
            columns[i * stride] = input[i];
        }

        Span<double> mean = stackalloc double[1];
        trees.Predict(columns, stride, mean, []);
        return mean[0];
    }

    private float[] Encode(Configuration configuration) =>
        [.. _positions.Encode(_codes.Encode(configuration)), .. _known(configuration).Select(value => (float)value)];
}
