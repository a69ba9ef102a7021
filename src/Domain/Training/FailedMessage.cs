using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Training;

/// <summary>The candidate could not be trained; last line of an assignment.</summary>
public sealed record FailedMessage(string Nonce, CandidateFailure Failure) : TrainerMessage;
