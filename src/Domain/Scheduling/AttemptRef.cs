using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Scheduling;

/// <summary>One try at a candidate by one slot. The number fences every write: only the current one is accepted.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Number">1, 2, 3, …</param>
/// <param name="Owner">Worker and slot, such as "worker-1/0", and a <see cref="AttemptTag"/>. The fence compares it too.</param>
public sealed record AttemptRef(CandidateId Candidate, int Number, string Owner);
