using System.Collections.Immutable;
using NasCluster.Domain.Experiments;
using Orleans.Concurrency;

namespace NasCluster.Contracts;

/// <summary>One experiment; the key is its id. It decides what is trained next and answers where it stands.</summary>
[Alias("NasCluster.IExperimentGrain")]
public interface IExperimentGrain : IGrainWithStringKey
{
    /// <summary>Null where there is no such experiment.</summary>
    [Alias("GetResult")]
    Task<ExperimentResult?> GetResultAsync(CancellationToken ct = default);

    /// <summary>What was submitted; null where there is no such experiment.</summary>
    [Alias("GetSpec")]
    Task<ExperimentSpec?> GetSpecAsync(CancellationToken ct = default);

    /// <summary>All candidates in order of their numbers; empty where there is no such experiment.</summary>
    [ResponseTimeout("00:00:30")]
    [Alias("GetCandidates")]
    Task<ImmutableArray<CandidateView>> GetCandidatesAsync(CancellationToken ct = default);

    /// <summary>Events after a sequence number, at most <paramref name="limit"/>.</summary>
    [Alias("GetEvents")]
    Task<ImmutableArray<ExperimentEvent>> GetEventsAsync(long after, int limit, CancellationToken ct = default);

    /// <summary>What is new since an event: the events, the candidates they are about, where it stands. Null where there is no such experiment.</summary>
    /// <param name="after">Sequence number of the last event already seen.</param>
    /// <param name="known">How many candidates the caller knows: the first ones by number.</param>
    /// <param name="limit">Most events of the answer.</param>
    /// <param name="ct">Cancels the call.</param>
    [Alias("GetNews")]
    Task<ExperimentNews?> GetNewsAsync(long after, int known, int limit, CancellationToken ct = default);

    /// <summary>Changes the state: Paused, Running (again) or Cancelled. False where that is not possible now.</summary>
    [Alias("ChangeState")]
    Task<bool> ChangeStateAsync(ExperimentState next, string? reason, CancellationToken ct = default);

    /// <summary>A hint that something happened; the grain looks at the store and does what is due. Safe at any time.</summary>
    [OneWay]
    [AlwaysInterleave]
    [Alias("Nudge")]
    Task NudgeAsync(CancellationToken ct = default);
}
