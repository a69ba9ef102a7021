using NasCluster.Domain.Candidates;

namespace NasCluster.Silo;

/// <summary>Logs of one candidate on this disk.</summary>
/// <param name="Candidate">Whose they are.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="LastWrite">When something was printed last.</param>
internal sealed record LogFolder(CandidateId Candidate, long Bytes, DateTime LastWrite);
