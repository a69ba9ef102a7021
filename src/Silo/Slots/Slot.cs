using System.Globalization;
using Microsoft.Extensions.Logging;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Grains;

namespace NasCluster.Silo.Slots;

/// <summary>Claims a candidate, has it trained, reports, and again; one candidate at a time, one warm child.</summary>
internal sealed partial class Slot(
    int index,
    string worker,
    IExperimentStore store,
    IGrainFactory grains,
    LeaseKeeper leases,
    TimeProvider clock,
    SiloOptions options,
    ILogger<Slot> logger
)
{
    private readonly string _owner = string.Create(CultureInfo.InvariantCulture, $"{worker}/{index}");
    private readonly SlotChild _child = new(index, LogName(worker, options), options);
    private readonly SlotHealth _health = new(clock);
    private readonly CheckpointFolders _checkpoints = new(options.DataFolder);

    public SlotStatus Status { get; private set; } = new(index, Candidate: null);

    /// <summary>Proves that the built-in trainer starts, before anything is claimed.</summary>
    /// <exception cref="TrainerStartException">It does not.</exception>
    public Task CheckAsync(CancellationToken ct) => _child.ReadyAsync(new TrainerSpec(), ct);

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
                if (!await TryWorkAsync(drain))
                {
                    await Task.Delay(options.PollInterval, clock, ct);
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
        }
    }

    private async Task<bool> TryWorkAsync(DrainSignal drain)
    {
        try
        {
            if (_health.IsResting || await store.ClaimAsync(OwnerOfNext(), drain.Begun) is not { } assignment)
            {
                return false;
            }

            CrashPoint.Reach(CrashPoint.Claimed);

            Status = new(index, assignment.Candidate.Id);
            await WorkAsync(assignment, drain);
            return true;
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
            Status = new(index, Candidate: null);
        }
    }

    private async Task WorkAsync(Assignment assignment, DrainSignal drain)
    {
        var policy = assignment.Experiment.Spec.Policy;
        using var hold = leases.Hold(assignment.Attempt, TimeSpan.FromSeconds(policy.LeaseSeconds));
        using var work = CancellationTokenSource.CreateLinkedTokenSource(drain.Over, hold.Lost);
        var grain = grains.GetGrain<ICandidateGrain>(assignment.Candidate.Id.ToString());
        var run = new AssignmentRun(assignment, hold, grain, _child, _checkpoints, clock, drain.Begun);
        try
        {
            var failure = await run.TrainAsync(work.Token);
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
                await grain.FailAsync(assignment.Attempt, failure, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            await _child.StopAsync();
            if (!hold.Lost.IsCancellationRequested)
            {
                await grain.FailAsync(assignment.Attempt, AssignmentRun.Drained, CancellationToken.None);
            }
        }

        await SweepAsync(assignment.Candidate.Id);
    }

    private void Note(CandidateId candidate)
    {
        if (_health.Note(candidate, _child.LostItsDevice()))
        {
            LogResting(index, SlotHealth.Window.TotalMinutes);
        }
    }

    /// <summary>
    /// Other for each attempt: an attempt number may come again after the database was restored from a backup, and what
    /// is left of the earlier one must not pass for it.
    /// </summary>
    private string OwnerOfNext() => $"{_owner}{AttemptTag.Separator}{AttemptTag.New()}";

    private async Task SweepAsync(CandidateId id)
    {
        if (await store.FindAsync(id, CancellationToken.None) is { } candidate)
        {
            _checkpoints.Sweep(candidate);
        }
    }

    /// <summary>Workers that share a folder each log by their own name; a silo that is alone in it needs none.</summary>
    private static string LogName(string worker, SiloOptions options) => options.ClusterId is null ? "slot" : worker;

    [LoggerMessage(
        LogLevel.Critical,
        "The device of slot {Slot} failed several candidates; the slot takes none for {Minutes} minutes."
    )]
    private partial void LogResting(int slot, double minutes);

    [LoggerMessage(LogLevel.Error, "Slot {Slot} failed; it goes on with the next candidate.")]
    private partial void LogSlotFailed(int slot, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Candidate}, attempt {Attempt}: {Kind}. {Message}")]
    private partial void LogAttemptFailed(string candidate, int attempt, FailureKind kind, string message);
}
