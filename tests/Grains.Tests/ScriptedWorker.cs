using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Grains.Tests;

/// <summary>Claims and "trains" at once, through the same grains as a slot.</summary>
internal sealed class ScriptedWorker(IExperimentStore store, IGrainFactory grains, string owner = "test/0")
{
    /// <summary>What becomes of a candidate; a metric, or a failure.</summary>
    public Func<Candidate, CandidateFailure?> Fails { get; init; } = _ => null;

    public async Task<Assignment> ClaimAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await store.ClaimAsync(owner, ct) is { } assignment)
            {
                return assignment;
            }

            await Task.Yield();
        }
    }

    /// <summary>Works until the experiment has ended.</summary>
    public async Task RunAsync(string experiment, CancellationToken ct)
    {
        while (!(await store.FindAsync(experiment, ct))!.State.IsOver())
        {
            if (await store.ClaimAsync(owner, ct) is { } assignment)
            {
                await TrainAsync(assignment, ct);
            }
            else
            {
                await Task.Yield();
            }
        }
    }

    private async Task TrainAsync(Assignment assignment, CancellationToken ct)
    {
        var grain = grains.GetGrain<ICandidateGrain>(assignment.Candidate.Id.ToString());
        if (Fails(assignment.Candidate) is { } failure)
        {
            await grain.FailAsync(assignment.Attempt, failure, ct);

            // Answered after the experiment has looked at the failure.
            await grains.GetGrain<IExperimentGrain>(assignment.Experiment.Id).GetResultAsync(ct);
            return;
        }

        for (var epoch = 1; epoch <= assignment.Candidate.Epochs; epoch++)
        {
            Assert.Equal(
                ReportAnswer.Continue,
                await grain.ReportAsync(assignment.Attempt, Made.Epoch(epoch), null, ct)
            );
        }

        Assert.True(await grain.CompleteAsync(assignment.Attempt, Made.Metrics(assignment.Candidate), ct));
    }
}
