using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// Boosted trees and Gaussian processes side by side, for tens or hundreds of rows: trees follow choices, which act in
/// steps and together, processes follow ranges, which act smoothly. Each has as much weight as the space has dimensions of
/// its kind.
/// </summary>
/// <remarks>
/// The targets are put on the quantiles of a normal distribution by their ranks: accuracies pile up below a ceiling, and a
/// few very bad ones would else decide the fit. The same seed and examples give the same predictor.
/// </remarks>
public sealed class BlendedPredictor : IAccuracyPredictor
{
    private const int MostLevelsOfAChoice = 10;

    private readonly PositionEncoder _positions;
    private readonly SpaceEncoder _architecture;
    private readonly SpaceEncoder _recipe;
    private readonly QuantileScale _scale;
    private readonly double _treeShare;
    private readonly TreeEnsemble? _trees;
    private readonly ProcessModel? _processes;

    private BlendedPredictor(SearchSpace space, IReadOnlyList<TrainedExample> examples, int members, ulong seed)
    {
        _positions = new(space);
        _architecture = new(space, SpacePart.Architecture);
        _recipe = new(space, SpacePart.Recipe);
        _scale = new([.. examples.Select(example => example.Accuracy)]);
        _treeShare = space.Dimensions.Average(dimension => IsChoice(dimension) ? 1.0 : 0.0);
        var targets = examples.Select(example => _scale.Scale(example.Accuracy)).ToArray();
        var configurations = examples.Select(example => example.Configuration).ToList();
        if (_treeShare > 0)
        {
            _trees = TreeEnsemble.Fit([.. configurations.Select(_positions.Encode)], targets, members, seed);
        }

        if (_treeShare < 1)
        {
            _processes = ProcessModel.Fit([.. configurations.Select(Encode)], targets);
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
        var trees = _trees?.Predict(_positions.Encode(configuration)) ?? default;
        var processes = _processes?.Predict(Encode(configuration)) ?? default;
        var mean = Blend(trees.Mean, processes.Mean);
        var value = _scale.Restore(mean);
        var deviation = Math.Sqrt(Blend(trees.Variance, processes.Variance));
        return new(value, Math.Max(0, _scale.Restore(mean + deviation) - value));
    }

    public double PredictMean(Configuration configuration) =>
        _scale.Restore(
            Blend(
                _trees?.Predict(_positions.Encode(configuration)).Mean ?? 0,
                _processes?.Mean(Encode(configuration)) ?? 0
            )
        );

    private static bool IsChoice(Dimension dimension) =>
        dimension is CategoricalDimension or OrdinalDimension || dimension.Cardinality <= MostLevelsOfAChoice;

    private double Blend(double trees, double processes) => _treeShare * trees + (1 - _treeShare) * processes;

    private float[] Encode(Configuration configuration)
    {
        var input = new float[_architecture.Width + _recipe.Width];
        _architecture.Encode(configuration, input);
        _recipe.Encode(configuration, input.AsSpan(_architecture.Width));
        return input;
    }
}
