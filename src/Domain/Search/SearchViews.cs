using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.WarmStart;

namespace NasCluster.Domain.Search;

/// <summary>Questions that strategies ask of a view.</summary>
public static class SearchViews
{
    extension(SearchView view)
    {
        public ExperimentSpec Spec => view.Experiment.Spec;

        public SearchSpace Space => view.Experiment.Spec.Space;

        /// <summary>Candidates of the budget that are not proposed yet.</summary>
        public int Remaining => view.Spec.Budget.Candidates - view.Candidates.Length;

        public bool AllFinal => view.Candidates.FirstOpen > view.Candidates.Length;

        public int Waiting => view.Candidates.CountOf(CandidateState.Ready);

        public int Training => view.Candidates.CountOf(CandidateState.Running);

        /// <summary>Candidates with a result; a supernet is none.</summary>
        public ImmutableArray<Candidate> Completed =>
            [
                .. view.Candidates.Where(candidate =>
                    candidate.State == CandidateState.Completed && !candidate.IsSupernet
                ),
            ];

        /// <summary>Configurations of a stage so far, and of candidates that have not ended: what the next ones should differ from.</summary>
        public IEnumerable<Configuration> InStage(string stage) =>
            view
                .Candidates.Where(candidate => candidate.Stage == stage || !candidate.State.IsFinal)
                .Select(candidate => candidate.Configuration);

        /// <summary>Results known beforehand, then completed candidates: all that can be learned from.</summary>
        public ImmutableArray<Candidate> Known =>
            view.Spec.WarmStart.IsEmpty
                ? view.Completed
                : [.. PriorResults.Candidates(view.Experiment), .. view.Completed];

        /// <summary>What is known, less results from beforehand that lack an objective.</summary>
        public ImmutableArray<Candidate> KnownWhole
        {
            get
            {
                var objectives = ParetoFront.ObjectivesOf(view.Spec.Ranking);
                return view.Spec.WarmStart.IsEmpty
                    ? view.Completed
                    :
                    [
                        .. PriorResults
                            .Candidates(view.Experiment)
                            .Where((_, i) => PriorResults.HasAll(view.Spec.WarmStart[i], objectives)),
                        .. view.Completed,
                    ];
            }
        }

        /// <summary>Their objectives, each so that less is better; without those that lack one.</summary>
        public ImmutableArray<double[]> KnownCosts =>
            [
                .. view
                    .KnownWhole.Select(candidate => ParetoFront.Costs(candidate, view.Spec.Ranking))
                    .Where(costs => costs.All(double.IsFinite)),
            ];

        /// <summary>Whether results were known beforehand.</summary>
        public bool IsWarm => !view.Spec.WarmStart.IsEmpty;

        public CandidateSource NewSource() =>
            new(new Feasibility(view.Experiment, view.Candidates) { Admits = view.Admits }, view.Candidates.Keys)
            {
                Known = view.IsWarm ? PriorResults.Keys(view.Experiment) : null,
            };

        /// <summary>What a strategy wants large of a completed candidate: its accuracy, or the reward of a formula on named costs.</summary>
        public double Score(Candidate candidate) =>
            view.Spec.Ranking.By is RankBy.Mnasnet or RankBy.WeightedSum
                ? Reward.Of(candidate.Metrics!, view.Spec.Ranking)
                : candidate.Metrics!.Accuracy;

        public Proposal Propose(Configuration configuration, string stage) =>
            new(configuration, stage, view.Spec.Trainer.Epochs);

        /// <summary>An option as given, or the strategy's default.</summary>
        public double Option(ISearchStrategy strategy, string name) =>
            strategy.Option(view.Spec.Strategy.Options, name);
    }
}
