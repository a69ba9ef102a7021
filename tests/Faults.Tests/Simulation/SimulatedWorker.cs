using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Faults.Tests.Simulation;

/// <summary>
/// A slot with a trainer that is a formula. It may be killed at any call (it comes back with another name) or be frozen
/// past its lease and go on as if nothing had been.
/// </summary>
internal sealed class SimulatedWorker(FaultyStore store, Turns turns, Random random, SimulatedClock clock, string name)
{
    private const double KillRate = 0.01;
    private const double FreezeRate = 0.005;
    private const double CrashRate = 0.02;
    private static readonly CancellationToken Ct = CancellationToken.None;
    private int _lives;

    public int Kills { get; private set; }

    public int Freezes { get; private set; }

    public async Task RunAsync()
    {
        while (true)
        {
            try
            {
                var owner = $"{name}.{_lives}/0#{random.Next()}";
                await MayEndAsync();
                if (await store.ClaimAsync(owner, Ct) is { } assignment)
                {
                    await TrainAsync(assignment);
                }
            }
            catch (StoreAwayException)
            {
                // As a slot does: what it held runs out.
            }
            catch (SimulatedKillException)
            {
                _lives++;
                Kills++;
            }
        }
    }

    /// <summary>The metric of a candidate: a function of it alone, so that every run that loses nothing ends the same.</summary>
    public static CandidateMetrics Metrics(Candidate candidate) =>
        new()
        {
            Accuracy = candidate.Configuration.Architecture.Number("width") / 1000,
            Loss = 0.5,
            Params = 1,
        };

    private async Task TrainAsync(Assignment assignment)
    {
        var attempt = assignment.Attempt;
        for (var epoch = (assignment.Checkpoint?.Epoch ?? 0) + 1; epoch <= assignment.Candidate.Epochs; epoch++)
        {
            await MayEndAsync();
            if (random.NextDouble() < CrashRate && assignment.Candidate.Failures.Crashes == 0)
            {
                await FailAsync(attempt, new(FailureKind.Crash, "exit code 139"));
                return;
            }

            if (random.Next(3) == 0 && !(await store.BeatAsync([attempt], Ct)).IsEmpty)
            {
                return;
            }

            var report = new EpochReport(epoch, 1.0 / epoch, 1.0 / epoch, 0.5, 1, 1, 1);
            var checkpoint = new CheckpointRef(epoch, $"{attempt.Candidate}/{attempt.Number}/{epoch}", 10, "00");
            if (!await store.RecordAsync(attempt, report, checkpoint, Ct))
            {
                return;
            }
        }

        await MayEndAsync();
        if (await store.FindAsync(attempt.Candidate, Ct) is { } candidate)
        {
            await store.SettleAsync(
                attempt,
                new(CandidateState.Completed, candidate.Failures) { Metrics = Metrics(candidate) },
                Ct
            );
        }
    }

    private async Task FailAsync(AttemptRef attempt, CandidateFailure failure)
    {
        if (await store.FindAsync(attempt.Candidate, Ct) is { } candidate)
        {
            await store.SettleAsync(attempt, RetryPolicy.Settle(candidate, failure, crashBudget: 3), Ct);
        }
    }

    private async Task MayEndAsync()
    {
        await turns.NextAsync();
        if (random.NextDouble() < KillRate)
        {
            throw new SimulatedKillException();
        }

        if (random.NextDouble() < FreezeRate)
        {
            Freezes++;
            var until = clock.Now + clock.Lease + clock.Lease;
            while (clock.Now < until)
            {
                await turns.NextAsync();
            }
        }
    }
}
