using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Ports;

/// <summary>An experiment as it is, and what is new of its candidates.</summary>
/// <param name="Experiment">Read before the candidates: they may be newer than its version, never older.</param>
/// <param name="Candidates">Those that changed and those that were added, in order of their numbers.</param>
public sealed record ExperimentChanges(Experiment Experiment, ImmutableArray<Candidate> Candidates);
