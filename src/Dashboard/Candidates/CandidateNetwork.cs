using NasCluster.Dashboard.Networks;

namespace NasCluster.Dashboard.Candidates;

/// <summary>A candidate's network, or why there is none.</summary>
internal sealed record CandidateNetwork(NetworkView? Network, string? Reason);
