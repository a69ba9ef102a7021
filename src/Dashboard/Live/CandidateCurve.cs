using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>A candidate and its epochs in order.</summary>
internal sealed record CandidateCurve(CandidateView Candidate, ImmutableArray<EpochReport> Epochs);
