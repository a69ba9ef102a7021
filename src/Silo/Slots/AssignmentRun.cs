using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Training;
using NasCluster.Grains;
using NasCluster.Silo.Telemetry;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Slots;

/// <summary>One attempt: the command to the child, its messages to the store, the store's answers back.</summary>
internal sealed class AssignmentRun(
    Assignment assignment,
    LeaseHold hold,
    AttemptWriter writer,
    SlotChild slotChild,
    CheckpointFolders checkpoints,
    EarlyStopping earlyStopping,
    AssignmentCommand command,
    SlotMeter meter,
    TimeProvider clock,
    DrainSignal drain
)
{
    /// <summary>The worker leaves: nobody's fault.</summary>
    public static readonly CandidateFailure Drained = new(FailureKind.Infrastructure, "The worker was stopped.");

    private const int LimitParts = 20;

    private readonly string _nonce = Guid.NewGuid().ToString("N");
    private Task<bool> _recorded = Task.FromResult(true);
    private int _epoch = assignment.Checkpoint?.Epoch ?? 0;
    private bool _reported;
    private int _waits;
    private long? _lastSentAt;

    /// <summary>What the trainer says it took; null where it did not say.</summary>
    public long? PeakMemoryBytes { get; private set; }

    private ExperimentSpec Spec => assignment.Experiment.Spec;

    /// <summary>Trains to the end. The failure to record, or null where there is nothing more to say.</summary>
    public async Task<CandidateFailure?> TrainAsync(CancellationToken ct)
    {
        try
        {
            ITrainerLink child = Spec.Trainer.Table is null
                ? await slotChild.ReadyAsync(Spec.Trainer, assignment.Attempt, ct)
                : new TableTrainer(assignment.Experiment);
            child.Send(await command.CreateAsync(_nonce, ct));
            while (await ReceiveAsync(child, ct) is { } message)
            {
                var step = await HandleAsync(child, message, ct);
                if (step.Ended)
                {
                    return step.Failure;
                }
            }

            return await slotChild.DroppedAsync();
        }
        catch (TrainerProtocolException e)
        {
            await slotChild.StopAsync();
            return new(FailureKind.Protocol, e.Message);
        }
        catch (Exception e) when (e is InvalidLatencyTableException or InvalidNetworkException)
        {
            return new(FailureKind.Invalid, e.Message);
        }
        catch (TrainerStartException e)
        {
            return Charged(new(e.Kind, e.Message));
        }
        catch (TimeoutException e)
        {
            await slotChild.StopAsync();
            return new(FailureKind.Timeout, e.Message, _epoch + 1);
        }
        catch (IOException)
        {
            return await slotChild.DroppedAsync();
        }
    }

    private async Task<Step> HandleAsync(ITrainerLink child, TrainerMessage message, CancellationToken ct)
    {
        if (message is not WaitingMessage && !await _recorded)
        {
            return await LeaveAsync();
        }

        switch (message)
        {
            case EpochMessage epoch when epoch.Nonce == _nonce:
                return await ReportAsync(child, epoch, ct);
            case MeasuredMessage measured
                when measured.Nonce == _nonce && assignment.Measures && IsSound(measured.Latency):
                hold.EndBeats();
                await writer.MeasuredAsync(measured.Latency, drain.Over);
                return Step.Done;
            case ResultMessage result when result.Nonce == _nonce && !assignment.Measures && IsSound(result.Metrics):
                var course = await earlyStopping.CourseAsync(ct);
                hold.EndBeats();
                PeakMemoryBytes = result.Metrics.PeakMemoryBytes;
                using (SlotTraces.Settle())
                {
                    var accepted = await writer.CompleteAsync(Whole(result.Metrics, course), drain.Over);
                    if (_lastSentAt is { } sentAt)
                    {
                        meter.Epoch(clock.GetElapsedTime(sentAt), accepted);
                    }
                }

                return Step.Done;
            case WaitingMessage waiting when waiting.Nonce == _nonce && ++_waits <= TrainerProtocol.MostWaits:
                return Step.Next;
            case WaitingMessage waiting when waiting.Nonce == _nonce:
                throw new TimeoutException("The trainer waited for its device for too long.");
            case FailedMessage failed when failed.Nonce == _nonce:
                return new(Ended: true, Charged(WithEpoch(failed.Failure)));
            default:
                throw new TrainerProtocolException(
                    $"The trainer sent a message that was not due: {message.GetType().Name}."
                );
        }
    }

    /// <remarks>
    /// The trainer is told to go on while its epoch is on its way to the store, unless the training may end with it: an epoch's
    /// answer is waited for before the next message. Where it was refused, one epoch was trained in vain.
    /// </remarks>
    private async Task<Step> ReportAsync(ITrainerLink child, EpochMessage epoch, CancellationToken ct)
    {
        var number = epoch.Report.Epoch;
        if (!IsDue(number))
        {
            throw new TrainerProtocolException($"The trainer reported epoch {number} after epoch {_epoch}.");
        }

        // A child that could not use the checkpoint starts again from epoch 1; the store keeps the first rows.
        (_epoch, _reported, _waits) = (number, true, 0);
        CrashPoint.Reach(CrashPoint.Checkpointed);
        var checkpoint = checkpoints.ToStored(assignment.Attempt, epoch.Checkpoint);
        await earlyStopping.LookBackAsync(ct);
        _recorded = RecordAsync(epoch.Report, checkpoint, ct);
        var leaves =
            drain.Begun.IsCancellationRequested && epoch.Checkpoint is not null && number < assignment.Candidate.Epochs;
        if ((leaves || earlyStopping.DecidesAfter(number)) && !await _recorded)
        {
            return await LeaveAsync();
        }

        if (leaves)
        {
            await slotChild.StopAsync();
            return new(Ended: true, Drained);
        }

        child.Send(new DirectiveCommand(_nonce, Continue: !await earlyStopping.StopsAsync(epoch.Report, ct)));
        return Step.Next;
    }

    /// <summary>The attempt is no longer current: there is nobody to tell.</summary>
    private async Task<Step> LeaveAsync()
    {
        await slotChild.StopAsync();
        return Step.Done;
    }

    private async Task<bool> RecordAsync(EpochReport report, CheckpointRef? checkpoint, CancellationToken ct)
    {
        using var span = SlotTraces.Record(report.Epoch);
        var sentAt = clock.GetTimestamp();
        var accepted = await writer.RecordAsync(report, checkpoint, ct);
        if (writer.IsLast(report))
        {
            // It is committed with the result.
            _lastSentAt = sentAt;
            return accepted;
        }

        meter.Epoch(clock.GetElapsedTime(sentAt), accepted);
        return accepted;
    }

    /// <remarks>
    /// The limit is waited for in parts, each of which counts once however long it took: while this process was frozen or
    /// the machine asleep, the silence was not the trainer's.
    /// </remarks>
    private async Task<TrainerMessage?> ReceiveAsync(ITrainerLink child, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var message = child.ReceiveAsync(over.Token);
        var part = TimeSpan.FromSeconds(Spec.Trainer.EpochTimeoutSeconds / LimitParts);
        for (var passed = 0; passed < LimitParts && !message.IsCompleted; passed++)
        {
            await Task.WhenAny(message, Task.Delay(part, clock, over.Token));
        }

        ct.ThrowIfCancellationRequested();
        var inTime = message.IsCompleted;
        await over.CancelAsync();
        if (inTime)
        {
            return await message;
        }

        var seconds = Spec.Trainer.EpochTimeoutSeconds.ToString(CultureInfo.InvariantCulture);
        throw new TimeoutException($"The trainer reported nothing for {seconds} s.");
    }

    /// <summary>The next one, or at first epoch 1: a child must not seem to get on by telling the same again and again.</summary>
    private bool IsDue(int number) =>
        !assignment.Measures
        && number <= assignment.Candidate.Epochs
        && (number == _epoch + 1 || (!_reported && number >= 1 && number <= _epoch));

    private static bool IsSound(CandidateMetrics metrics) =>
        metrics.Accuracy is >= 0 and <= 1
        && double.IsFinite(metrics.Loss)
        && metrics.StepTimeNormalized > 0
        && metrics.LatencySpread is null or >= 0
        && metrics.StepTimeSpread is null or >= 0
        && metrics is { Macs: >= 0, Params: >= 0, LatencyMs: >= 0 };

    private static bool IsSound(MeasuredLatency latency) =>
        latency is { MedianMs: >= 0, P95Ms: >= 0 } && double.IsFinite(latency.MedianMs + latency.P95Ms);

    /// <summary>With the course; where the latency was measured as a step of its own, that one counts.</summary>
    private CandidateMetrics Whole(CandidateMetrics metrics, ImmutableArray<double>? course)
    {
        metrics = metrics with { AccuracyByEpoch = course };
        return assignment.Candidate.Latency is { } latency
            ? metrics with
            {
                LatencyMs = latency.MedianMs,
                LatencyP95Ms = latency.P95Ms,
                LatencySpread = latency.Spread,
                LatencyNoisy = latency.Noisy,
            }
            : metrics;
    }

    /// <summary>What this machine has to answer for is noted of the slot and not of the candidate.</summary>
    private CandidateFailure Charged(CandidateFailure failure)
    {
        if (failure.Kind == FailureKind.Infrastructure)
        {
            slotChild.NoteUnfit();
        }

        return failure;
    }

    /// <summary>A trainer that was told to stop need not say after which epoch: it is known here.</summary>
    private CandidateFailure WithEpoch(CandidateFailure failure) =>
        failure is { Kind: FailureKind.Stopped, Epoch: null } ? failure with { Epoch = _epoch } : failure;

    private readonly record struct Step(bool Ended, CandidateFailure? Failure)
    {
        public static Step Next => new(Ended: false, Failure: null);

        public static Step Done => new(Ended: true, Failure: null);
    }
}
