using Microsoft.Extensions.Logging.Abstractions;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Grains.Tests;

/// <summary>Claims and "trains" at once, and reports as a slot does.</summary>
internal sealed class ScriptedWorker(IExperimentStore store, IGrainFactory grains, string owner = "test/0")
{
    /// <summary>What becomes of a candidate; a metric, or a failure.</summary>
    public Func<Candidate, CandidateFailure?> Fails { get; init; } = _ => null;

    public AttemptWriter WriterOf(Assignment assignment) =>
        new(assignment, store, grains, TimeProvider.System, NullLogger.Instance);

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
        var writer = WriterOf(assignment);
        if (Fails(assignment.Candidate) is { } failure)
        {
            await writer.FailAsync(failure, ct);

            // Answered after the experiment has looked at the failure.
            await grains.GetGrain<IExperimentGrain>(assignment.Experiment.Id).GetResultAsync(ct);
            return;
        }

        for (var epoch = 1; epoch <= assignment.Candidate.Epochs; epoch++)
        {
            Assert.True(await writer.RecordAsync(Made.Epoch(epoch), null, ct));
        }

        Assert.True(await writer.CompleteAsync(Made.Metrics(assignment.Candidate), ct));
    }
}
