using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Training;
using Orleans.Concurrency;

namespace NasCluster.Contracts;

/// <summary>The card of one worker silo; the key is its name.</summary>
[Alias("NasCluster.IWorkerGrain")]
public interface IWorkerGrain : IGrainWithStringKey
{
    [OneWay]
    [Alias("Report")]
    Task ReportAsync(WorkerStatus status, CancellationToken ct = default);

    /// <summary>Whether the worker is to take nothing new; it finds out with its next report.</summary>
    [Alias("Drain")]
    Task DrainAsync(bool drained, CancellationToken ct = default);

    /// <summary>Whether somebody wants it to take nothing new.</summary>
    [Alias("IsDrained")]
    Task<bool> IsDrainedAsync(CancellationToken ct = default);

    /// <summary>What trainers printed at a candidate, as far as it lies on the worker's own disk.</summary>
    [ResponseTimeout("00:00:30")]
    [Alias("Logs")]
    Task<ImmutableArray<AttemptLog>> LogsAsync(CandidateId candidate, CancellationToken ct = default);

    /// <summary>Times a network layer by layer on a device of the worker's.</summary>
    /// <param name="request">The network.</param>
    /// <param name="device">Kind or name of the device; null for any.</param>
    /// <param name="ct">Cancels the call.</param>
    [AlwaysInterleave]
    [ResponseTimeout("00:02:00")]
    [Alias("MeasureLayers")]
    Task<LayerTimesAnswer> MeasureLayersAsync(
        LayerTimesRequest request,
        string? device,
        CancellationToken ct = default
    );

    /// <summary>What the worker last said; null where it has not been heard of.</summary>
    [Alias("Get")]
    Task<WorkerStatus?> GetAsync(CancellationToken ct = default);
}
