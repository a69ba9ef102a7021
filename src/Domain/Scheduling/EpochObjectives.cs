using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tables;

namespace NasCluster.Domain.Scheduling;

/// <summary>
/// The objectives of an experiment that are known of a candidate while it trains: accuracy, loss and step time of the
/// epoch, what its network's description or the table tells, and a latency that was measured before the training.
/// </summary>
public sealed class EpochObjectives
{
    private static readonly IReadOnlyDictionary<string, double> None = ImmutableDictionary<string, double>.Empty;

    private readonly Experiment _experiment;
    private readonly ImmutableArray<ObjectiveSpec> _objectives;
    private readonly Feasibility _costs;
    private readonly Dictionary<string, IReadOnlyDictionary<string, double>> _known = new(StringComparer.Ordinal);

    public EpochObjectives(Experiment experiment)
    {
        _experiment = experiment;
        _costs = new(experiment, []);
        _objectives =
        [
            .. ParetoFront.ObjectivesOf(experiment.Spec.Ranking).Where(objective => IsKnown(objective.Metric)),
        ];
    }

    /// <summary>How many there are; with fewer than two, accuracy decides alone.</summary>
    public int Count => _objectives.Length;

    /// <summary>The objectives at an epoch, each so that less is better.</summary>
    public double[] Of(Rival rival) =>
        [
            .. _objectives.Select(objective =>
                Value(rival, objective.Metric) is { } value ? (objective.Maximize ? -value : value) : double.MaxValue
            ),
        ];

    private bool IsKnown(string metric) =>
        metric is Metric.Accuracy or Metric.Loss
        || (
            _experiment.Spec.Trainer.Table is { } table
                ? TableColumns.Named(table).Any(cost => cost.Metric == metric)
                : metric == Metric.StepTimeMs
                    || (metric == Metric.LatencyMs && _experiment.Spec.Placement?.Latency is not null)
                    || (_experiment.Spec.Space.Decoder is not null && Metric.Computed.Contains(metric))
        );

    private double? Value(Rival rival, string metric) =>
        metric switch
        {
            Metric.Accuracy => rival.Accuracy,
            Metric.Loss => rival.Loss,
            Metric.StepTimeMs when _experiment.Spec.Trainer.Table is null => rival.StepTimeMs,
            Metric.LatencyMs when rival.Latency is { } latency => latency.MedianMs,
            _ => CostsOf(rival.Configuration).TryGetValue(metric, out var cost) ? cost : null,
        };

    // Rungs come again and again, and a candidate's costs do not change.
    private IReadOnlyDictionary<string, double> CostsOf(Configuration configuration)
    {
        if (!_known.TryGetValue(configuration.Key, out var costs))
        {
            _known[configuration.Key] = costs = Compute(configuration);
        }

        return costs;
    }

    private IReadOnlyDictionary<string, double> Compute(Configuration configuration)
    {
        if (TableCache.Of(_experiment.Spec) is { } table)
        {
            return table.CostsOf(configuration) ?? None;
        }

        try
        {
            return _costs.CostOf(configuration) is { } cost
                ? Metric.Computed.ToDictionary(name => name, name => Metric.Of(cost, name)!.Value)
                : None;
        }
        catch (InvalidNetworkException)
        {
            return None;
        }
    }
}
