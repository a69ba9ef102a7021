using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Postgres;

/// <summary>A write of an attempt; the answer is whether it was current.</summary>
internal abstract class FencedWrite(AttemptRef attempt, CancellationToken ct) : QueuedWrite<bool>(attempt.Candidate, ct)
{
    public AttemptRef Attempt => attempt;
}
