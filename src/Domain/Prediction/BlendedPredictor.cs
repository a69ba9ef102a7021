using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// Boosted trees and Gaussian processes side by side, for tens or hundreds of rows: trees follow choices, which act in
/// steps and together, processes follow ranges, which act smoothly, and know which dimensions tell anything. Each has as
/// much weight as the space has dimensions of its kind; where there are ranges, trees have at most half.
/// </summary>
/// <remarks>
/// The targets are put on the quantiles of a normal distribution by their ranks: accuracies pile up below a ceiling, and a
/// few very bad ones would else decide the fit. The same seed and examples give the same predictor.
/// </remarks>
public sealed class BlendedPredictor : IAccuracyPredictor
{
    private const int MostLevelsOfAChoice = 10;
    private const double MostBesideProcesses = 0.5;

    private readonly SpaceCodes _codes;
    private readonly CodeEncoder _positions;
    private readonly CodeEncoder _parts;
    private readonly QuantileScale _scale;
    private readonly double _treeShare;
    private readonly TreeEnsemble? _trees;
    private readonly ProcessModel? _processes;

    private BlendedPredictor(SearchSpace space, IReadOnlyList<TrainedExample> examples, int members, ulong seed)
    {
        _codes = SpaceCodes.Of(space);
        _positions = CodeEncoder.OfPositions(space);
        _parts = CodeEncoder.OfParts(space);
        _scale = new([.. examples.Select(example => example.Accuracy)]);
        _treeShare = TreeShareOf(space);
        var targets = examples.Select(example => _scale.Scale(example.Accuracy)).ToArray();
        var rows = examples.Select(example => _codes.Encode(example.Configuration)).ToList();
        if (_treeShare > 0)
        {
            _trees = TreeEnsemble.Fit([.. rows.Select(_positions.Encode)], targets, members, seed);
        }

        if (_treeShare < 1)
        {
            var factors = DimensionScales.Of([.. rows.Select(_parts.Encode)], targets, _parts.Widths);
            _parts = _parts.Times(factors);
            _processes = ProcessModel.Fit([.. rows.Select(_parts.Encode)], targets);
        }
    }

    /// <param name="space">The joint space; at least one dimension.</param>
    /// <param name="examples">
    /// Trained candidates; at least one. With ranges in the space the time of a fit grows with the cube of their number.
    /// </param>
    /// <param name="members">Ensembles of trees that are averaged; at least one.</param>
    /// <param name="seed">Draws the rows and features that each tree sees.</param>
    public static BlendedPredictor Fit(
        SearchSpace space,
        IReadOnlyList<TrainedExample> examples,
        int members,
        ulong seed
    ) => new(space, examples, members, seed);

    public AccuracyPrediction Predict(Configuration configuration)
    {
        var row = _codes.Encode(configuration);
        Span<double> mean = stackalloc double[1];
        Span<double> variance = stackalloc double[1];
        new BlendedBlock(this).Score(row, mean, variance);
        var processes = _processes?.Variance(_parts.Encode(row)) ?? 0;
        var deviation = Math.Sqrt(Blend(variance[0], processes));
        var value = _scale.Restore(mean[0]);
        return new(value, Math.Max(0, _scale.Restore(mean[0] + deviation) - value));
    }

    public double PredictMean(Configuration configuration)
    {
        Span<double> mean = stackalloc double[1];
        PredictMeans(_codes.Encode(configuration), mean);
        return mean[0];
    }

    public void PredictMeans(ReadOnlySpan<double> rows, Span<double> means)
    {
        new BlendedBlock(this).Score(rows, means, []);
        foreach (ref var mean in means)
        {
            mean = _scale.Restore(mean);
        }
    }

    private static double TreeShareOf(SearchSpace space)
    {
        var choices = space.Dimensions.Average(dimension => IsChoice(dimension) ? 1.0 : 0.0);
        return choices < 1 ? Math.Min(choices, MostBesideProcesses) : choices;
    }

    private static bool IsChoice(Dimension dimension) =>
        dimension is CategoricalDimension or OrdinalDimension || dimension.Cardinality <= MostLevelsOfAChoice;

    private double Blend(double trees, double processes) => _treeShare * trees + (1 - _treeShare) * processes;

    /// <summary>Scores rows block by block, with columns that are used again for each.</summary>
    private readonly struct BlendedBlock(BlendedPredictor owner)
    {
        private readonly float[] _columns = new float[
            Lanes.Block * Math.Max(owner._positions.Width, owner._parts.Width)
        ];
        private readonly double[] _processMeans = new double[Lanes.Block];

        /// <summary>Blended scores of all rows, and the variances of the trees where they are asked for.</summary>
        public void Score(ReadOnlySpan<double> rows, Span<double> means, Span<double> variances)
        {
            var width = owner._codes.Width;
            for (var start = 0; start < means.Length; start += Lanes.Block)
            {
                var count = Math.Min(Lanes.Block, means.Length - start);
                ScoreBlock(
                    rows.Slice(start * width, count * width),
                    means.Slice(start, count),
                    variances.IsEmpty ? [] : variances.Slice(start, count)
                );
            }
        }

        private void ScoreBlock(ReadOnlySpan<double> rows, Span<double> means, Span<double> variances)
        {
            var stride = Lanes.Stride(means.Length);
            means.Clear();
            if (owner._trees is { } trees)
            {
                owner._positions.Encode(rows, owner._codes.Width, _columns, stride);
                trees.Predict(_columns, stride, means, variances);
            }

            if (owner._processes is { } processes)
            {
                owner._parts.Encode(rows, owner._codes.Width, _columns, stride);
                processes.Means(_columns, stride, _processMeans);
            }

            for (var i = 0; i < means.Length; i++)
            {
                means[i] = owner.Blend(means[i], _processMeans[i]);
            }
        }
    }
}
