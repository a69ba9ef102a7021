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
    string owner,
    IExperimentStore store,
    IGrainFactory grains,
    LeaseKeeper leases,
    TimeProvider clock,
    SiloOptions options,
    ILogger<Slot> logger
)
{
    private readonly SlotChild _child = new(index, options);
    private readonly SlotHealth _health = new(clock);
    private readonly CheckpointFolders _checkpoints = new(options.DataFolder);

    public SlotStatus Status { get; private set; } = new(index, Candidate: null);

    /// <summary>Proves that the built-in trainer starts, before anything is claimed.</summary>
    /// <exception cref="TrainerStartException">It does not.</exception>
    public Task CheckAsync(CancellationToken ct) => _child.ReadyAsync(new TrainerSpec(), ct);

    /// <summary>Works until it is told to stop; what it holds then goes back without charge.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                if (!await TryWorkAsync(ct))
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

    private async Task<bool> TryWorkAsync(CancellationToken ct)
    {
        try
        {
            if (_health.IsResting || await store.ClaimAsync(OwnerOfNext(), ct) is not { } assignment)
            {
                return false;
            }

            CrashPoint.Reach(CrashPoint.Claimed);

            Status = new(index, assignment.Candidate.Id);
            await WorkAsync(assignment, ct);
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

    private async Task WorkAsync(Assignment assignment, CancellationToken ct)
    {
        var policy = assignment.Experiment.Spec.Policy;
        using var hold = leases.Hold(assignment.Attempt, TimeSpan.FromSeconds(policy.LeaseSeconds));
        using var work = CancellationTokenSource.CreateLinkedTokenSource(ct, hold.Lost);
        var grain = grains.GetGrain<ICandidateGrain>(assignment.Candidate.Id.ToString());
        var run = new AssignmentRun(assignment, hold, grain, _child, _checkpoints, clock);
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
                var drained = new CandidateFailure(FailureKind.Infrastructure, "The worker was stopped.");
                await grain.FailAsync(assignment.Attempt, drained, CancellationToken.None);
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
    private string OwnerOfNext() => $"{owner}{AttemptTag.Separator}{AttemptTag.New()}";

    private async Task SweepAsync(CandidateId id)
    {
        if (await store.FindAsync(id, CancellationToken.None) is { } candidate)
        {
            _checkpoints.Sweep(candidate);
        }
    }

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
