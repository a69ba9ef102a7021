using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tables;

namespace NasCluster.Domain.Search;

/// <summary>One objective of configurations that were never trained, so that less is better.</summary>
/// <remarks>What a network's description or the table tells is exact; the others are learned from what was trained.</remarks>
internal sealed class ObjectiveModel
{
    private readonly ObjectiveSpec _objective;
    private readonly CandidateTable? _table;
    private readonly Feasibility? _costs;
    private readonly IAccuracyPredictor? _predictor;

    /// <param name="view">The experiment.</param>
    /// <param name="objective">What is wanted.</param>
    /// <param name="fit">Learns the objective; asked only where it is not exact.</param>
    public ObjectiveModel(SearchView view, ObjectiveSpec objective, Func<ObjectiveSpec, IAccuracyPredictor> fit)
    {
        _objective = objective;
        var isResult = objective.Metric is Metric.Accuracy or Metric.Loss;
        _table = isResult ? null : TableCache.Of(view.Spec);
        _costs =
            _table is null && view.Space.Decoder is not null && Metric.Computed.Contains(objective.Metric)
                ? new(view.Experiment, [])
                : null;
        _predictor = _table is null && _costs is null ? fit(objective) : null;
    }

    /// <summary>Whether it is the accuracy, by a predictor.</summary>
    public bool IsAccuracy => _objective.Metric == Metric.Accuracy;

    /// <summary>Expected cost; infinite where the network cannot exist.</summary>
    public double Mean(Configuration configuration) =>
        Signed(_predictor?.PredictMean(configuration) ?? Exact(configuration));

    /// <summary>Expected cost and how unsure it is.</summary>
    public (double Mean, double Deviation) Predict(Configuration configuration) =>
        _predictor?.Predict(configuration) is { } prediction
            ? (Signed(prediction.Mean), prediction.Deviation)
            : (Signed(Exact(configuration)), 0);

    private double Signed(double value) => _objective.Maximize ? -value : value;

    private double Exact(Configuration configuration)
    {
        if (_table is not null)
        {
            // What the table has no column of is 0 of every candidate.
            return _table.CostsOf(configuration) is { } costs ? costs.GetValueOrDefault(_objective.Metric) : Worst;
        }

        try
        {
            return Metric.Of(_costs!.CostOf(configuration)!, _objective.Metric) ?? Worst;
        }
        catch (InvalidNetworkException)
        {
            return Worst;
        }
    }

    private double Worst => _objective.Maximize ? double.NegativeInfinity : double.PositiveInfinity;
}
