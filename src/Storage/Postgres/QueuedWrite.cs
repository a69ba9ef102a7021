using NasCluster.Domain.Candidates;

namespace NasCluster.Storage.Postgres;

/// <summary>A write of a training that waits for its turn in the lane.</summary>
internal abstract class QueuedWrite(CandidateId? candidate, CancellationToken ct)
{
    /// <summary>The candidate it is fenced by; null for a claim, which has none yet.</summary>
    public CandidateId? Candidate => candidate;

    public CancellationToken Ct => ct;

    /// <summary>Tells the caller what was decided; called after the commit.</summary>
    public abstract void Deliver();

    public abstract void Fail(Exception error);

    public abstract void Cancel();
}
