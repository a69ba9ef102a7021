using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// JointNAS' fine stage again under other limits, from what was trained already: untrained candidates that the predictor
/// likes best (FBNetV3 §3.4: the predictor is used again for other resource constraints).
/// </summary>
public static class NewLimits
{
    /// <summary>The best candidates for the limits, best first; empty where nothing was trained or nothing keeps them.</summary>
    /// <param name="view">The experiment, of any strategy.</param>
    /// <param name="limits">Each takes the place of the experiment's limit on the same metric.</param>
    /// <param name="count">At most so many; at least 1.</param>
    public static ImmutableArray<Proposal> Propose(SearchView view, ImmutableArray<LimitSpec> limits, int count)
    {
        if (view.Known.IsEmpty)
        {
            return [];
        }

        var asked = Under(view, limits);
        return new JointNas().Propose(asked, SearchStep.Propose(SearchStages.Fine, count, heavy: true));
    }

    private static SearchView Under(SearchView view, ImmutableArray<LimitSpec> limits)
    {
        var spec = view.Spec;
        var kept = spec.Constraints.All.Where(old => !limits.Any(limit => limit.Metric == old.Metric));
        var all = kept.Concat(limits).ToImmutableArray();
        var latency = all.LastOrDefault(limit =>
            limit.Metric == Ranking.Metric.LatencyMs && spec.Trainer.Table is null
        );
        var name = new JointNas().Name;
        return view with
        {
            Experiment = view.Experiment with
            {
                Spec = spec with
                {
                    Constraints = new() { Limits = all.Remove(latency!), MaxLatencyMs = latency?.Max },
                    // One best is asked for, and not a front.
                    Ranking = spec.Ranking with
                    {
                        By = spec.Ranking.By == RankBy.Pareto ? RankBy.Accuracy : spec.Ranking.By,
                        Objectives = [],
                    },
                    Strategy = new(
                        name,
                        (spec.Strategy.Name == name ? spec.Strategy.Options : ParameterSet.Empty).With(
                            Lag.PlacesOption,
                            1
                        )
                    ),
                },
            },
        };
    }
}
