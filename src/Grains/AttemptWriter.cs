using Microsoft.Extensions.Logging;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Grains;

/// <summary>
/// What a slot has to say of its attempt, straight to the store, which refuses it where the attempt is no longer current.
/// No other silo is waited for, so that none that is frozen, cut off or dead holds a healthy training up; the
/// experiment's grain is told afterwards, and finds out by itself where that is lost.
/// </summary>
/// <remarks>A store that is away is asked again until it is back or the call is given up.</remarks>
/// <param name="assignment">What the slot works on.</param>
/// <param name="store">Where it is written.</param>
/// <param name="grains">Where the experiment is told.</param>
/// <param name="clock">For pauses.</param>
/// <param name="logger">Gets refusals and outages.</param>
public sealed partial class AttemptWriter(
    Assignment assignment,
    IExperimentStore store,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger logger
)
{
    private static readonly TimeSpan AwayPause = TimeSpan.FromSeconds(1);

    // A result follows the last epoch at once, but where test images are evaluated.
    private static readonly TimeSpan ResultPatience = TimeSpan.FromMilliseconds(50);

    private LastEpoch? _held;
    private Task<bool> _recording = Task.FromResult(true);
    private Task _late = Task.CompletedTask;

    /// <summary>Called once, when the end is on its way to the store and not yet answered.</summary>
    public Action? Ending { get; set; }

    /// <summary>What the candidate is since this attempt ended; null while it is open, and where it was not current.</summary>
    public CandidateState? Settled { get; private set; }

    private AttemptRef Attempt => assignment.Attempt;

    /// <summary>
    /// Records an epoch and its checkpoint. False where the attempt is no longer current. The candidate's last one is held
    /// back for a moment, so that it goes with the result: one transaction and not two. That one answers for both.
    /// </summary>
    /// <remarks>Epochs and the end are written in the order of the calls, whether or not their answers are waited for.</remarks>
    /// <param name="report">The epoch.</param>
    /// <param name="checkpoint">Where training can go on from; null where nothing was saved.</param>
    /// <param name="ct">Gives the epoch up.</param>
    public Task<bool> RecordAsync(EpochReport report, CheckpointRef? checkpoint, CancellationToken ct) =>
        _recording = RecordAfterAsync(_recording, report, checkpoint, ct);

    /// <summary>Whether an epoch is the candidate's last one.</summary>
    public bool IsLast(EpochReport report) => report.Epoch == assignment.Candidate.Epochs;

    /// <summary>Records the result. False where the attempt is no longer current.</summary>
    /// <param name="metrics">The result.</param>
    /// <param name="ct">Ends the patience with a store that is away; the write itself is not cancelled.</param>
    public Task<bool> CompleteAsync(CandidateMetrics metrics, CancellationToken ct) =>
        SettleAsync(new(CandidateState.Completed, assignment.Candidate.Failures) { Metrics = metrics }, ct);

    /// <summary>Records the latency that the attempt was to measure. False where the attempt is no longer current.</summary>
    /// <param name="latency">What was measured.</param>
    /// <param name="ct">Ends the patience with a store that is away; the write itself is not cancelled.</param>
    public Task<bool> MeasuredAsync(MeasuredLatency latency, CancellationToken ct) =>
        SettleAsync(MeasuringStep.Settle(assignment.Candidate, assignment.Experiment.Spec, latency), ct);

    /// <summary>
    /// Ends the attempt without a result; the retry policy decides what becomes of the candidate. Where the data set is not
    /// what it was, the experiment is paused first: neither this slot nor another one is to try the next candidate on it.
    /// </summary>
    /// <param name="failure">Why.</param>
    /// <param name="ct">Ends the patience with a store that is away; the write itself is not cancelled.</param>
    public async Task<bool> FailAsync(CandidateFailure failure, CancellationToken ct)
    {
        if (failure.Kind == FailureKind.DatasetChanged)
        {
            await PatientlyAsync(() => PauseAsync(failure.Message), ct);
        }

        var crashes = assignment.Experiment.Spec.Policy.Crashes;
        return await SettleAsync(RetryPolicy.Settle(assignment.Candidate, failure, crashes), ct);
    }

    private async Task<bool> RecordAfterAsync(
        Task<bool> before,
        EpochReport report,
        CheckpointRef? checkpoint,
        CancellationToken ct
    )
    {
        if (!await before)
        {
            return false;
        }

        if (!IsLast(report))
        {
            return await WriteAsync(report, checkpoint, ct);
        }

        _held = new(report, checkpoint);
        _late = WriteLateAsync(ct);
        return true;
    }

    /// <remarks>The counts are those of the claim: while an attempt is current nobody else changes them.</remarks>
    private async Task<bool> SettleAsync(Settlement settlement, CancellationToken ct)
    {
        // Whoever asked for the epoch has its answer or its error; an end without it is still an end.
        await ((Task)_recording).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Interlocked.Exchange(ref _held, null) is { } last)
        {
            settlement = settlement with { Last = last };
        }
        else
        {
            await _late;
        }

        var settled = Accepted(await PatientlyAsync(() => SendAsync(settlement), ct));
        CrashPoint.Reach(CrashPoint.Settled);
        if (settled)
        {
            Settled = settlement.Next;
            Hint();
        }

        return settled;
    }

    /// <summary>False where somebody else has paused or ended it.</summary>
    private async Task<bool> PauseAsync(string reason)
    {
        const ExperimentState Paused = ExperimentState.Paused;
        while (
            await store.FindAsync(assignment.Experiment.Id, CancellationToken.None) is { } now
            && now.State.CanBecome(Paused)
        )
        {
            if (await store.ChangeStateAsync(now.Id, now.Version, Paused, reason, CancellationToken.None))
            {
                LogPaused(now.Id, reason);
                return true;
            }
        }

        return false;
    }

    private async Task<bool> WriteAsync(EpochReport report, CheckpointRef? checkpoint, CancellationToken ct) =>
        Accepted(await PatientlyAsync(() => store.RecordAsync(Attempt, report, checkpoint, ct), ct));

    private async Task WriteLateAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(ResultPatience, clock, ct);
            if (Interlocked.Exchange(ref _held, null) is { } last)
            {
                await WriteAsync(last.Report, last.Checkpoint, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The attempt is given up; what ends it takes along what is held.
        }
        catch (Exception e)
        {
            LogLastEpochLost(Attempt.Candidate.ToString(), e);
        }
    }

    private Task<bool> SendAsync(Settlement settlement)
    {
        var answer = store.SettleAsync(Attempt, settlement, CancellationToken.None);
        var ending = Ending;
        Ending = null;
        ending?.Invoke();
        return answer;
    }

    private async Task<T> PatientlyAsync<T>(Func<Task<T>> write, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (StoreAwayException e) when (!ct.IsCancellationRequested)
            {
                LogAway(Attempt.Candidate.ToString(), Attempt.Number, e.Message);
                await Task.Delay(AwayPause, clock, ct);
            }
        }
    }

    private bool Accepted(bool accepted)
    {
        if (!accepted)
        {
            LogRefused(Attempt.Candidate.ToString(), Attempt.Number, Attempt.Owner);
        }

        return accepted;
    }

    private void Hint()
    {
        try
        {
            _ = grains.GetGrain<IExperimentGrain>(Attempt.Candidate.Experiment).NudgeAsync();
        }
        catch (Exception e)
        {
            // The scan wakes the experiment within a second.
            LogNotTold(Attempt.Candidate.Experiment, e);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "A write of {Candidate}, attempt {Attempt} by {Owner}, was refused: it is not current."
    )]
    private partial void LogRefused(string candidate, int attempt, string owner);

    [LoggerMessage(
        LogLevel.Warning,
        "A write of {Candidate}, attempt {Attempt}, waits for the store, which is away. {Reason}"
    )]
    private partial void LogAway(string candidate, int attempt, string reason);

    [LoggerMessage(LogLevel.Error, "Experiment {Experiment} is paused: {Reason}")]
    private partial void LogPaused(string experiment, string reason);

    [LoggerMessage(LogLevel.Debug, "Experiment {Experiment} was not told of a result.")]
    private partial void LogNotTold(string experiment, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The last epoch of {Candidate} was not recorded.")]
    private partial void LogLastEpochLost(string candidate, Exception exception);
}
