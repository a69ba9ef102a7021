using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Scheduling;

/// <summary>An attempt that is open: a slot works on a candidate while it extends the lease.</summary>
/// <param name="Candidate">What it works on.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Slot">Worker and slot, such as "worker-1/0".</param>
/// <param name="Since">When the attempt began.</param>
/// <param name="Until">When the lease runs out, if nothing is heard of the slot.</param>
public sealed record SlotLease(
    CandidateId Candidate,
    int Attempt,
    string Slot,
    DateTimeOffset Since,
    DateTimeOffset Until
);
