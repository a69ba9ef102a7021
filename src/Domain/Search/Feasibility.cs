using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Tables;

namespace NasCluster.Domain.Search;

/// <summary>What can be said of a configuration before any slot is used: whether it can be built, its costs, the hard limits.</summary>
public sealed class Feasibility
{
    private readonly ExperimentSpec _spec;
    private readonly INetworkDecoder? _decoder;
    private readonly NetworkTarget _target;
    private readonly LatencyModel? _latency;
    private readonly CandidateTable? _table;
    private readonly LimitSpec[] _limits;

    /// <param name="experiment">Space, limits and data set.</param>
    /// <param name="candidates">Candidates so far; the latency limit is estimated from what they measured.</param>
    public Feasibility(Experiment experiment, IEnumerable<Candidate> candidates)
    {
        _spec = experiment.Spec;
        _decoder = _spec.Space.Decoder is { } name ? DecoderCatalog.Get(name) : null;
        _table = TableCache.Of(_spec);
        _limits =
        [
            .. _spec.Constraints.All.Where(limit =>
                limit.Max > 0 && (_table is not null || Metric.Computed.Contains(limit.Metric))
            ),
        ];
        _target = new(experiment.Dataset.Channels, experiment.Dataset.Resolution, experiment.Dataset.Classes);
        if (_decoder is not null && _spec.Constraints.MaxLatencyMs is not null)
        {
            _latency = LatencyModel.Fit([
                .. candidates
                    .Where(candidate => candidate.Metrics is not null && !candidate.IsSupernet)
                    .Select(candidate => (CostOf(candidate.Configuration)!, candidate.Metrics!.LatencyMs)),
            ]);
        }
    }

    /// <summary>Configurations that can be evaluated at all; null for all.</summary>
    public Predicate<Configuration>? Admits { get; init; }

    /// <summary>Computed cost, or null where the space has no decoder.</summary>
    /// <exception cref="InvalidNetworkException">The network cannot exist.</exception>
    public NetworkCost? CostOf(Configuration configuration) =>
        _decoder is null ? null : DecodedCost.Of(_decoder, configuration, _target);

    /// <summary>Whether any cost that is known before training has an upper limit.</summary>
    public bool HasLimits => _limits.Length > 0;

    /// <summary>
    /// The largest share of any upper limit that a configuration's known costs take, 0…1 for feasible ones; null where no
    /// cost is both limited and known before training.
    /// </summary>
    /// <exception cref="InvalidNetworkException">The network cannot exist.</exception>
    public double? LoadOf(Configuration configuration)
    {
        var costs = _table?.CostsOf(configuration);
        var network = _table is null ? CostOf(configuration) : null;
        return _limits
            .Select(limit =>
                costs is not null && costs.TryGetValue(limit.Metric, out var cost) ? cost / limit.Max
                : network is not null ? Metric.Of(network, limit.Metric) / limit.Max
                : null
            )
            .Max();
    }

    private Verdict InTable(Configuration configuration) =>
        _table!.CostsOf(configuration) is { } costs
        && _spec.Constraints.Allow(name => costs.TryGetValue(name, out var cost) ? cost : null)
            ? Verdict.Feasible
            : Verdict.OverLimit;

    /// <summary>What a configuration is worth proposing.</summary>
    public Verdict Judge(Configuration configuration)
    {
        if (Admits?.Invoke(configuration) == false)
        {
            return Verdict.OverLimit;
        }

        if (_table is not null)
        {
            return InTable(configuration);
        }

        if (_decoder is null)
        {
            return Verdict.Feasible;
        }

        try
        {
            TrainingRecipe.From(configuration.Recipe);
            var cost = CostOf(configuration)!;
            var keepsLimits =
                _spec.Constraints.Allow(cost) && !(_latency?.Estimate(cost) > _spec.Constraints.MaxLatencyMs);
            return keepsLimits ? Verdict.Feasible : Verdict.OverLimit;
        }
        catch (Exception e) when (e is InvalidNetworkException or InvalidRecipeException)
        {
            return Verdict.Invalid;
        }
    }
}
