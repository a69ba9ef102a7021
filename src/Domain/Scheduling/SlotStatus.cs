using System.Text.Json.Serialization;
using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Scheduling;

/// <summary>A slot and what it works on.</summary>
/// <param name="Index">0, 1, 2, …</param>
/// <param name="Candidate">Null while it is free.</param>
public sealed record SlotStatus(
    int Index,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CandidateId? Candidate
);
