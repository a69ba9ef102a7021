using System.Collections.Immutable;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// Decides which candidates are trained next. A strategy has no state: its decisions are a function of the experiment
/// (with its seed) and of the candidates so far, so any activation on any machine decides the same.
/// </summary>
public interface ISearchStrategy
{
    string Name { get; }

    ImmutableArray<StrategyOption> Options { get; }

    /// <summary>Problems of options with one another, as messages; empty where there are none.</summary>
    IEnumerable<string> Check(ParameterSet options, BudgetSpec budget);

    /// <summary>What the strategy lacks in a space, as messages; empty where it can search it.</summary>
    IEnumerable<string> CheckSpace(SearchSpace space) => [];

    /// <summary>
    /// The order by which the final stage takes candidates. By accuracy, which the same seed reproduces, unless a
    /// strategy is about another one; the ranking the user chose decides among the results.
    /// </summary>
    RankingSpec FinalRanking(SearchView view) => new() { By = RankBy.Accuracy };

    /// <summary>What is trained in the final stage for a candidate of the search: the same, unless it was searched cut down.</summary>
    Configuration InFinal(SearchView view, Configuration configuration) => configuration;

    /// <summary>Candidates that come first where something is learned from them (<see cref="Search.FirstBatch"/>).</summary>
    int FirstBatch(ExperimentSpec spec) => 10;

    /// <summary>What is due now: wait for running candidates, finish, or propose. Cheap; called after every event.</summary>
    SearchStep Plan(SearchView view);

    /// <summary>The candidates of a step that <see cref="Plan"/> called due. May take seconds.</summary>
    ImmutableArray<Candidates.Proposal> Propose(SearchView view, SearchStep step);
}
