using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Training;

/// <summary>The candidate is trained; last line of an assignment.</summary>
public sealed record ResultMessage(string Nonce, CandidateMetrics Metrics) : TrainerMessage;
