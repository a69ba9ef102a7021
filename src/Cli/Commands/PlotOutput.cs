using System.Collections.Immutable;
using NasCluster.Cli.Figures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Cli.Commands;

/// <summary>What `nas plot` draws.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Best">Numbers of the candidates that were better than all before them.</param>
/// <param name="Front">Numbers of the candidates on the Pareto front.</param>
/// <param name="Costs">What accuracy can be drawn against.</param>
/// <param name="Importance">Dimensions by what they tell about accuracy.</param>
internal sealed record PlotOutput(
    string Experiment,
    ImmutableArray<int> Best,
    ImmutableArray<int> Front,
    ImmutableArray<string> Costs,
    ImmutableArray<DimensionImportance> Importance
)
{
    public static PlotOutput Of(ExperimentResult result, ExperimentSpec spec, IReadOnlyList<CandidateView> trained) =>
        new(
            result.Experiment,
            [.. Course.Improvements(trained).Select(candidate => candidate.Number)],
            [.. result.Pareto.Select(candidate => candidate.Number)],
            [.. Cost.Of(result, trained).Select(cost => cost.Metric)],
            [.. DimensionImportance.Of(spec.Space, trained)]
        );
}
