using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;

namespace NasCluster.Domain.Ports;

/// <summary>What trainers printed, as far as this machine can read it: in its own data folder, or on storage that machines share.</summary>
public interface ICandidateLogs
{
    /// <summary>Logs of a candidate in order of its attempts; of an attempt that printed nothing there is none.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="ct">Cancels reading.</param>
    Task<ImmutableArray<AttemptLog>> ReadAsync(CandidateId candidate, CancellationToken ct);
}
