using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;

namespace NasCluster.Client;

/// <summary>One experiment: where it stands, its candidates, its events, and what can be done to it.</summary>
public sealed class ExperimentHandle
{
    private const int EventPage = 500;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private readonly IGrainFactory _grains;
    private readonly IExperimentGrain _grain;

    internal ExperimentHandle(string id, IGrainFactory grains)
    {
        Id = id;
        _grains = grains;
        _grain = grains.GetGrain<IExperimentGrain>(id);
    }

    private IPredictorGrain Predictor => _grains.GetGrain<IPredictorGrain>(Id);

    /// <summary>The experiment's id.</summary>
    public string Id { get; }

    /// <summary>Where it stands, or how it ended; null where there is no such experiment.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ExperimentResult?> GetResultAsync(CancellationToken ct = default) => _grain.GetResultAsync(ct);

    /// <summary>What was submitted; null where there is no such experiment.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ExperimentSpec?> GetSpecAsync(CancellationToken ct = default) => _grain.GetSpecAsync(ct);

    /// <summary>All candidates in order of their numbers.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<CandidateView>> GetCandidatesAsync(CancellationToken ct = default) =>
        _grain.GetCandidatesAsync(ct);

    /// <summary>
    /// What is new since an event, for somebody who keeps a copy: ask again with the last event's number and the number of
    /// candidates known by then. Null where there is no such experiment.
    /// </summary>
    /// <param name="after">Sequence number of the last event already seen; 0 for all.</param>
    /// <param name="known">How many candidates are known already: the first ones by number.</param>
    /// <param name="limit">At most so many events, 1 to 10000.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<ExperimentNews?> GetNewsAsync(
        long after,
        int known,
        int limit = EventPage,
        CancellationToken ct = default
    ) => _grain.GetNewsAsync(after, known, limit, ct);

    /// <summary>A candidate with its epochs; null where there is none.</summary>
    /// <param name="number">The candidate's number.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<CandidateDetail?> GetCandidateAsync(int number, CancellationToken ct = default)
    {
        var grain = _grains.GetGrain<ICandidateGrain>(new CandidateId(Id, number).ToString());
        return await grain.GetAsync(ct) is { } view ? new(view, await grain.GetCurveAsync(ct)) : null;
    }

    /// <summary>The epochs of a candidate, in order; those of a supernet have θ over time.</summary>
    /// <param name="number">The candidate's number.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<EpochReport>> GetCurveAsync(int number, CancellationToken ct = default) =>
        _grains.GetGrain<ICandidateGrain>(new CandidateId(Id, number).ToString()).GetCurveAsync(ct);

    /// <summary>A candidate with all that building its trained network takes; null where there is none.</summary>
    /// <param name="number">The candidate's number.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<TrainedCandidate?> GetTrainedAsync(int number, CancellationToken ct = default) =>
        _grains.GetGrain<ICandidateGrain>(new CandidateId(Id, number).ToString()).GetTrainedAsync(ct);

    /// <summary>Events that are there already, in order.</summary>
    /// <param name="after">Sequence number of the last event already seen; 0 for the first ones.</param>
    /// <param name="limit">At most so many, 1 to 10000.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Empty where there are none after it, and where there is no such experiment.</returns>
    public Task<ImmutableArray<ExperimentEvent>> GetEventsAsync(
        long after,
        int limit,
        CancellationToken ct = default
    ) => _grain.GetEventsAsync(after, limit, ct);

    /// <summary>Events as they happen, until the experiment has ended and all were given.</summary>
    /// <param name="after">Sequence number of the last event already seen; 0 for all.</param>
    /// <param name="ct">Ends the watching; the experiment goes on.</param>
    public async IAsyncEnumerable<ExperimentEvent> WatchAsync(
        long after = 0,
        [EnumeratorCancellation] CancellationToken ct = default
    )
    {
        var ended = false;
        while (
            await _grain.GetNewsAsync(after, ExperimentNews.NoCandidates, EventPage, ct) is { Events: var events } news
        )
        {
            foreach (var item in events)
            {
                after = item.Sequence;
                yield return item;
            }

            if (ended && events.IsEmpty)
            {
                yield break;
            }

            // Events were read before the state: those of the end may be in the next answer.
            ended = news.Overview.Result.State.IsFinal;
            if (events.IsEmpty && !ended)
            {
                await Task.Delay(PollInterval, ct);
            }
        }
    }

    /// <summary>Waits until the experiment has ended.</summary>
    /// <param name="ct">Ends the waiting; the experiment goes on.</param>
    /// <exception cref="InvalidOperationException">There is no such experiment.</exception>
    public Task<ExperimentResult> WaitAsync(CancellationToken ct = default) => WaitAsync(_ => false, ct);

    /// <summary>Waits until the experiment has ended, or stands as is wanted.</summary>
    /// <param name="until">Asked a few times a second at most.</param>
    /// <param name="ct">Ends the waiting; the experiment goes on.</param>
    /// <exception cref="InvalidOperationException">There is no such experiment.</exception>
    public async Task<ExperimentResult> WaitAsync(Func<ExperimentResult, bool> until, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(until);
        while (true)
        {
            var result =
                await GetResultAsync(ct) ?? throw new InvalidOperationException($"There is no experiment '{Id}'.");
            if (result.State.IsFinal || until(result))
            {
                return result;
            }

            await Task.Delay(PollInterval, ct);
        }
    }

    /// <summary>A handle on one of its candidates.</summary>
    /// <param name="number">The candidate's number, from 1.</param>
    public CandidateHandle Candidate(int number) => new(new(Id, number), _grains);

    /// <summary>The Pareto front of its objectives under limits of your own, most accurate first.</summary>
    /// <param name="limits">A candidate without a metric that is limited does not keep the limit; none: the front as it is.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Empty where there is no such experiment, or nothing is trained.</returns>
    public async Task<ImmutableArray<CandidateView>> GetParetoAsync(
        ImmutableArray<LimitSpec> limits = default,
        CancellationToken ct = default
    )
    {
        if (await GetResultAsync(ct) is not { } result)
        {
            return [];
        }

        return limits.IsDefaultOrEmpty
            ? result.Pareto
            : ParetoFront.Of(await GetCandidatesAsync(ct), result.Objectives, limits);
    }

    /// <summary>All candidates as a table: one row each, one column for every figure and parameter.</summary>
    /// <param name="ct">Cancels the call.</param>
    public async Task<ResultTable> GetTableAsync(CancellationToken ct = default) =>
        ResultTable.Of(await GetCandidatesAsync(ct));

    /// <summary>What the predictor expects of a configuration; null before anything is trained.</summary>
    /// <param name="configuration">A point of the experiment's space.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<AccuracyPrediction?> PredictAsync(Configuration configuration, CancellationToken ct = default) =>
        Predictor.PredictAsync(configuration, ct);

    /// <summary>
    /// Untrained candidates that the predictor likes best under other limits, best first: JointNAS' fine stage again,
    /// without new trainings. Empty before anything is trained.
    /// </summary>
    /// <param name="limits">Each takes the place of the experiment's limit on the same metric.</param>
    /// <param name="count">At most so many; at least 1.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<Proposal>> SuggestAsync(
        ImmutableArray<LimitSpec> limits,
        int count = 10,
        CancellationToken ct = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Predictor.SuggestAsync(limits, count, ct);
    }

    /// <summary>Starts nothing new; candidates at work go on to their end. False where it is not running.</summary>
    /// <param name="reason">Kept with the state.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<bool> PauseAsync(string? reason = null, CancellationToken ct = default) =>
        ChangeAsync(ExperimentState.Paused, reason, ct);

    /// <summary>Goes on with a paused experiment. False where it is not paused.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<bool> ResumeAsync(CancellationToken ct = default) =>
        ChangeAsync(ExperimentState.Running, reason: null, ct);

    /// <summary>Ends it for good; candidates that are not done are dropped. False where it has ended.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<bool> CancelAsync(CancellationToken ct = default) =>
        ChangeAsync(ExperimentState.Cancelled, "cancelled by the user", ct);

    /// <inheritdoc/>
    public override string ToString() => Id;

    /// <summary>Where the answer was lost, what became of the call is seen in the state.</summary>
    private async Task<bool> ChangeAsync(ExperimentState next, string? reason, CancellationToken ct)
    {
        try
        {
            return await _grain.ChangeStateAsync(next, reason, ct);
        }
        catch (NasConnectionException)
        {
            return await GetResultAsync(ct) is { State: var state }
                && (state == next || await _grain.ChangeStateAsync(next, reason, ct));
        }
    }
}
