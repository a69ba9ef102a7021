using System.Collections.Immutable;
using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Experiments;

/// <summary>A candidate with its epochs in order.</summary>
public sealed record CandidateDetail(CandidateView Candidate, ImmutableArray<EpochReport> Epochs);
