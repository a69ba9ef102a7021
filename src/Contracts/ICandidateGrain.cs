using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Training;
using Orleans.Concurrency;

namespace NasCluster.Contracts;

/// <summary>One architecture with its recipe; the key is the candidate's id. Where to ask about its training.</summary>
/// <remarks>Slots do not report here but to the store: a silo that is gone must not hold up a training on another one.</remarks>
[Alias("NasCluster.ICandidateGrain")]
public interface ICandidateGrain : IGrainWithStringKey
{
    /// <summary>Null where there is no such candidate.</summary>
    [Alias("Get")]
    Task<CandidateView?> GetAsync(CancellationToken ct = default);

    /// <summary>The candidate, its experiment and its last checkpoint; null where there is no such candidate.</summary>
    [Alias("GetTrained")]
    Task<TrainedCandidate?> GetTrainedAsync(CancellationToken ct = default);

    /// <summary>Its epochs in order.</summary>
    [Alias("GetCurve")]
    Task<ImmutableArray<EpochReport>> GetCurveAsync(CancellationToken ct = default);

    /// <summary>
    /// What its trainers printed, in order of its attempts: from this silo's folder and from the workers that answer. Empty where
    /// nothing was printed, or where it lies on the disk of a worker that is gone.
    /// </summary>
    [ResponseTimeout("00:00:30")]
    [Alias("GetLogs")]
    Task<ImmutableArray<AttemptLog>> GetLogsAsync(CancellationToken ct = default);

    /// <summary>
    /// Times its network layer by layer on a worker with the device its latency is measured on; asked again, it answers what
    /// was measured before.
    /// </summary>
    /// <returns>Null where there is no such candidate.</returns>
    [AlwaysInterleave]
    [ResponseTimeout("00:02:00")]
    [Alias("MeasureLayers")]
    Task<LayerTimesAnswer?> MeasureLayersAsync(CancellationToken ct = default);
}
