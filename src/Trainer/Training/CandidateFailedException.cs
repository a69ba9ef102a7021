using NasCluster.Domain.Candidates;

namespace NasCluster.Trainer.Training;

/// <summary>The candidate has failed for a known reason; the child itself is well and takes the next one.</summary>
internal sealed class CandidateFailedException(CandidateFailure failure) : Exception(failure.Message)
{
    public CandidateFailedException(FailureKind kind, string message, int? epoch = null)
        : this(new CandidateFailure(kind, message, epoch)) { }

    public CandidateFailure Failure => failure;
}
