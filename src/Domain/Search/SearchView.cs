using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Search;

/// <summary>All that a strategy may look at.</summary>
/// <param name="Experiment">The experiment with its spec and data set.</param>
/// <param name="Candidates">Every candidate so far, in order of proposal.</param>
public sealed record SearchView(Experiment Experiment, ImmutableArray<Candidate> Candidates);
