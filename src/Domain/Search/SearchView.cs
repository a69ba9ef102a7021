using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>All that a strategy may look at.</summary>
/// <param name="Experiment">The experiment with its spec and data set.</param>
/// <param name="Candidates">Every candidate so far, in order of proposal.</param>
public sealed record SearchView(Experiment Experiment, CandidateHistory Candidates)
{
    /// <summary>Configurations that can be evaluated at all, such as the rows of a table; null for all.</summary>
    public Predicate<Configuration>? Admits { get; init; }
}
