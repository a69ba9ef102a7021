using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>Something to search whose answers are known: a published table, or a made surface.</summary>
internal abstract class SearchProblem(ExperimentSpec spec)
{
    /// <summary>Experiment with space and limits; seed, strategy and budget are set for each search.</summary>
    public ExperimentSpec Spec { get; } = spec;

    public string Name => Spec.Name;

    /// <summary>The best true value of any candidate that keeps the limits, 0…1; null where nobody knows it.</summary>
    public abstract double? Best { get; }

    /// <summary>Configurations that can be evaluated at all; null for those that the spec admits.</summary>
    public virtual Predicate<Configuration>? Admits => null;

    /// <summary>What a search with that seed sees of a candidate.</summary>
    public abstract CandidateMetrics Measure(Configuration configuration, ulong seed);

    /// <summary>What a candidate is really worth, 0…1.</summary>
    public abstract double True(Configuration configuration);

    /// <summary>Whether a candidate keeps all limits.</summary>
    public abstract bool IsFeasible(Configuration configuration);

    public Experiment ExperimentOf(string strategy, int budget, ulong seed, RankingSpec? ranking = null) =>
        new()
        {
            Id = "bench-1",
            Spec = Spec with
            {
                Seed = seed,
                Strategy = StrategyText.Parse(strategy),
                Budget = new() { Candidates = budget },
                Ranking = ranking ?? Spec.Ranking,
            },
            Dataset = new()
            {
                Name = "table",
                Folder = "",
                Channels = 1,
                Resolution = 1,
                Classes = 1,
                TrainCount = 1,
                TestCount = 1,
                ContentHash = "",
            },
        };

    /// <summary>A spec with what every problem here has in common.</summary>
    protected static ExperimentSpec SpecOf(string name, SearchSpace space) =>
        new()
        {
            Name = name,
            Seed = 0,
            Data = new() { Dataset = "table" },
            Space = space,
            Strategy = new("random", ParameterSet.Empty),
            Budget = new() { Candidates = 1 },
            Trainer = new() { Epochs = 1 },
            Ranking = new() { By = RankBy.Accuracy },
        };
}
