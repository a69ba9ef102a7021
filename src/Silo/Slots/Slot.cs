using System.Globalization;
using Microsoft.Extensions.Logging;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Grains;
using NasCluster.Silo.Telemetry;

namespace NasCluster.Silo.Slots;

/// <summary>Claims a candidate, has it trained, reports, and again; one candidate at a time, one warm child.</summary>
internal sealed partial class Slot(
    int index,
    string worker,
    IExperimentStore store,
    ILatencyTableStore tables,
    IGrainFactory grains,
    LeaseKeeper leases,
    DeviceMemory memory,
    SlotMeter meter,
    TimeProvider clock,
    SiloOptions options,
    ILogger<Slot> logger
)
{
    private readonly SlotChild _child = new(index, LogName(worker, options), options);
    private readonly SlotHealth _health = new(clock);
    private readonly CheckpointFolders _checkpoints = new(options.DataFolder);
    private readonly PollPause _pause = new(options.PollInterval);
    private SlotClaims? _claims;
    private long? _freeSince;
    private bool _idle = true;

    public SlotStatus Status { get; private set; } = new(index, Candidate: null, options.DeviceOf(index).ToString());

    private SlotClaims Claims =>
        _claims ??= new(
            store,
            string.Create(CultureInfo.InvariantCulture, $"{worker}/{index}"),
            options.DeviceOf(index),
            memory,
            _health
        );

    /// <summary>Takes nothing new while drained; what it trains goes on to its end.</summary>
    public void Drain(bool drained) => _health.IsDrained = drained;

    /// <summary>Proves that the built-in trainer starts, before anything is claimed.</summary>
    /// <exception cref="TrainerStartException">It does not.</exception>
    public Task CheckAsync(CancellationToken ct) => _child.ReadyAsync(new TrainerSpec(), attempt: null, ct);

    /// <summary>
    /// Works until it is told to stop. What it holds then is trained to the end of its epoch, if that comes within the
    /// silo's patience, and goes back without charge.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var drain = new DrainSignal(options.DrainPatience, clock, ct);
        try
        {
            while (!ct.IsCancellationRequested)
            {
                if (await TryWorkAsync(drain))
                {
                    _pause.Reset();
                }
                else
                {
                    _idle = true;
                    await Task.Delay(_pause.Next(), clock, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The silo stops.
        }
        finally
        {
            await _child.StopAsync();
            await GiveBackAsync();
        }
    }

    private async Task<bool> TryWorkAsync(DrainSignal drain)
    {
        try
        {
            if (await Claims.NextAsync(drain.Begun) is not { } assignment)
            {
                return false;
            }

            CrashPoint.Reach(CrashPoint.Claimed);
            if (_idle)
            {
                _idle = false;

                // No result tells the experiment's grain that there is one waiting less.
                Hint(assignment.Experiment.Id);
            }

            Status = Status with { Candidate = assignment.Candidate.Id };
            try
            {
                await WorkAsync(assignment, drain);
            }
            finally
            {
                memory.Release(assignment.Attempt);
            }

            return true;
        }
        catch (StoreAwayException e) when (Status.Candidate is null)
        {
            LogAway(index, e.Message);
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The lease of whatever was held runs out, and the candidate goes to another slot.
            LogSlotFailed(index, e);
            await _child.StopAsync();
            return false;
        }
        finally
        {
            Status = Status with { Candidate = null };
        }
    }

    private async Task GiveBackAsync()
    {
        try
        {
            if (await Claims.LeftAsync() is { } assignment)
            {
                memory.Release(assignment.Attempt);
                await WriterOf(assignment).FailAsync(AssignmentRun.Drained, new CancellationToken(canceled: true));
            }
        }
        catch (Exception e)
        {
            // Its lease runs out.
            LogSlotFailed(index, e);
        }
    }

    private async Task WorkAsync(Assignment assignment, DrainSignal drain)
    {
        using var span = SlotTraces.Attempt(assignment.Attempt);
        NoteStart();
        using var hold = leases.Hold(assignment.Attempt);
        using var work = CancellationTokenSource.CreateLinkedTokenSource(drain.Over, hold.Lost);
        var writer = WriterOf(assignment);
        var stopping = new EarlyStopping(store, assignment);
        var command = new AssignmentCommand(assignment, new ProxyLimits(store, assignment), tables, _checkpoints);
        var run = new AssignmentRun(
            assignment,
            hold,
            writer,
            _child,
            _checkpoints,
            stopping,
            command,
            meter,
            clock,
            drain
        );
        writer.Ending = () =>
        {
            _freeSince = clock.GetTimestamp();
            memory.Release(assignment.Attempt, run.PeakMemoryBytes);
            Claims.ClaimAlong(drain.Begun);
        };
        CandidateFailure? failure = null;
        try
        {
            failure = await run.TrainAsync(work.Token);
            Note(assignment.Candidate.Id);
            if (failure is not null)
            {
                LogAttemptFailed(
                    assignment.Candidate.Id.ToString(),
                    assignment.Attempt.Number,
                    failure.Kind,
                    failure.Message
                );
                hold.EndBeats();
                await writer.FailAsync(failure, drain.Over);
            }
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            await _child.StopAsync();
            if (!hold.Lost.IsCancellationRequested)
            {
                await writer.FailAsync(AssignmentRun.Drained, drain.Over);
            }
        }

        meter.Attempt(writer.Settled);
        span.End(writer.Settled, failure);
        await SweepAsync(assignment.Candidate, writer.Settled);
    }

    private void Hint(string experiment)
    {
        try
        {
            _ = grains.GetGrain<IExperimentGrain>(experiment).NudgeAsync();
        }
        catch (Exception e)
        {
            // The scan wakes the experiment within a second.
            LogSlotFailed(index, e);
        }
    }

    private void NoteStart()
    {
        if (_freeSince is { } since)
        {
            _freeSince = null;
            meter.Started(clock.GetElapsedTime(since));
        }
    }

    private AttemptWriter WriterOf(Assignment assignment) => new(assignment, store, grains, clock, logger);

    private void Note(CandidateId candidate)
    {
        if (_health.Note(candidate, _child.WasUnfit()))
        {
            LogResting(index, SlotHealth.Window.TotalMinutes);
        }
    }

    /// <param name="trained">The candidate as this slot knows it.</param>
    /// <param name="settled">What it is since; null where another one decided that.</param>
    private async Task SweepAsync(Candidate trained, CandidateState? settled)
    {
        var candidate = settled is { } state
            ? trained with
            {
                State = state,
            }
            : await store.FindAsync(trained.Id, CancellationToken.None);
        if (candidate is not null)
        {
            _checkpoints.Sweep(candidate);
        }
    }

    /// <summary>Workers that share a folder each log by their own name; a silo that is alone in it needs none.</summary>
    private static string LogName(string worker, SiloOptions options) => options.ClusterId is null ? "slot" : worker;

    [LoggerMessage(
        LogLevel.Critical,
        "The device, data or disk of slot {Slot} failed several times in a row; the slot takes none for {Minutes} minutes."
    )]
    private partial void LogResting(int slot, double minutes);

    [LoggerMessage(LogLevel.Warning, "Slot {Slot} finds no work: {Reason}")]
    private partial void LogAway(int slot, string reason);

    [LoggerMessage(LogLevel.Error, "Slot {Slot} failed; it goes on with the next candidate.")]
    private partial void LogSlotFailed(int slot, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Candidate}, attempt {Attempt}: {Kind}. {Message}")]
    private partial void LogAttemptFailed(string candidate, int attempt, FailureKind kind, string message);
}
