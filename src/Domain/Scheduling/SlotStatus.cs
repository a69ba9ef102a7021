using System.Text.Json.Serialization;
using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Scheduling;

/// <summary>A slot and what it works on.</summary>
/// <param name="Index">0, 1, 2, …</param>
/// <param name="Candidate">Null while it is free.</param>
/// <param name="Device">"cpu", "cuda:1", or with its name "edge=cpu"; null where an earlier version did not say.</param>
public sealed record SlotStatus(
    int Index,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CandidateId? Candidate,
    string? Device = null
);
