using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Supernets;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    public static TheoryData<string> OutdatedAttempts =>
        ["earlier number", "later number", "other owner", "other candidate"];

    [Fact]
    public async Task Record_CurrentAttempt_KeepsEpochsInOrderToTheBit()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        var reports = new[] { Make.Report(1, 0.1 + 0.2), Make.Report(2, 1.0 / 3), Make.Report(3, double.Epsilon) };

        foreach (var report in reports)
        {
            Assert.True(await Store.RecordAsync(attempt, report, null, Ct));
        }

        Assert.Equal(reports, await Store.EpochsAsync(attempt.Candidate, Ct));
    }

    [Fact]
    public async Task Record_EpochOfASupernet_KeepsThetaToTheBit()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        var waiting = new SupernetEpoch(
            5,
            2.19,
            812.5,
            [
                [0, 0],
                [0],
            ]
        );
        var learned = new SupernetEpoch(
            4.78,
            1.0 / 3,
            700.25,
            [
                [0.1f + 0.2f, -1f / 3],
                [float.Epsilon],
            ],
            Loss: 0.7
        );
        var reports = new[]
        {
            Make.Report(1) with
            {
                Supernet = waiting,
            },
            Make.Report(2) with
            {
                Supernet = learned,
            },
            Make.Report(3),
        };

        foreach (var report in reports.Append(reports[1]))
        {
            Assert.True(await Store.RecordAsync(attempt, report, null, Ct));
        }

        var kept = (await Store.EpochsAsync(attempt.Candidate, Ct)).Select(report => report.Supernet).ToList();
        Assert.Equal(3, kept.Count);
        Assert.Equal(waiting with { Theta = default }, kept[0]! with { Theta = default });
        Assert.Equal(learned with { Theta = default }, kept[1]! with { Theta = default });
        Assert.Equal([2, 1], kept[1]!.Theta.Select(row => row.Length));
        Assert.Equal(learned.Theta.SelectMany(row => row), kept[1]!.Theta.SelectMany(row => row));
        Assert.Null(kept[2]);
    }

    [Fact]
    public async Task Record_EpochOfAnEarlierAttempt_StaysAndTheCheckpointIsReplaced()
    {
        await SubmitWithAsync(1);
        var first = (await ClaimAsync()).Attempt;
        await Store.RecordAsync(first, Make.Report(1, 0.5), null, Ct);
        await Store.RecordAsync(first, Make.Report(2, 0.6), Make.Checkpoint(2), Ct);
        await Store.SettleAsync(first, Make.Requeued(new(Crashes: 1)), Ct);
        var second = (await ClaimAsync()).Attempt;

        var recorded = await Store.RecordAsync(second, Make.Report(1, 0.7), Make.Checkpoint(1, attempt: 2), Ct);

        Assert.True(recorded);
        Assert.Equal([0.5, 0.6], (await Store.EpochsAsync(second.Candidate, Ct)).Select(report => report.Accuracy));
        await Store.SettleAsync(second, Make.Requeued(new(Crashes: 2)), Ct);
        Assert.Equal(Make.Checkpoint(1, attempt: 2), (await ClaimAsync()).Checkpoint);
    }

    [Fact]
    public async Task Record_SameReportSentAgain_ChangesNothing()
    {
        var experiment = await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        await Store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct);
        await Store.RecordAsync(attempt, Make.Report(2), Make.Checkpoint(2), Ct);
        var last = await LastEventAsync(experiment);

        Assert.True(await Store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct));
        Assert.Equal(Make.Checkpoint(2), await Store.CheckpointAsync(attempt.Candidate, Ct));

        Assert.Equal(last, await LastEventAsync(experiment));
        await Store.SettleAsync(attempt, Make.Requeued(new(Crashes: 1)), Ct);
        Assert.Equal(Make.Checkpoint(2), (await ClaimAsync()).Checkpoint);
    }

    [Theory]
    [MemberData(nameof(OutdatedAttempts))]
    public async Task Write_NotTheCurrentAttempt_IsRefusedAndChangesNothing(string difference)
    {
        var experiment = await SubmitWithAsync(2);
        await Store.SettleAsync((await ClaimAsync()).Attempt, Make.Requeued(new(Crashes: 1)), Ct);
        var current = (await ClaimAsync()).Attempt;
        var last = await LastEventAsync(experiment);
        var outdated = Different(current, difference);

        Assert.Equal([outdated], await Store.BeatAsync([outdated], Ct));
        Assert.False(await Store.RecordAsync(outdated, Make.Report(1), Make.Checkpoint(1), Ct));
        Assert.Null(await Store.CheckpointAsync(outdated.Candidate, Ct));
        Assert.False(await Store.SettleAsync(outdated, Make.Completed(), Ct));

        Assert.Equal(CandidateState.Running, (await ReloadAsync(current)).State);
        Assert.Empty(await Store.EpochsAsync(current.Candidate, Ct));
        Assert.Equal(last, await LastEventAsync(experiment));
        Assert.Equal(0, await QueryNumberAsync("select count(*) from checkpoint"));
        Assert.True(await Store.SettleAsync(current, Make.Completed(), Ct));
    }

    [Fact]
    public async Task Write_EarlierAttemptNeverMarkedAsEnded_IsRefused()
    {
        await SubmitWithAsync(1);
        var earlier = (await ClaimAsync()).Attempt;
        await Store.SettleAsync(earlier, Make.Requeued(new(Crashes: 1)), Ct);
        await ClaimAsync();
        await ExecuteAsync("update attempt set ended_at = null, cause = null where number = 1");

        Assert.Equal([earlier], await Store.BeatAsync([earlier], Ct));
        Assert.False(await Store.RecordAsync(earlier, Make.Report(1), null, Ct));
        Assert.False(await Store.SettleAsync(earlier, Make.Completed(), Ct));
        Clock.Advance(Lease);
        Assert.Single(await Store.ExpireAsync(Ct));
    }

    [Fact]
    public async Task Settle_Completed_KeepsTheMetrics()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        Clock.Advance(TimeSpan.FromSeconds(9));

        Assert.True(await Store.SettleAsync(attempt, Make.Completed(), Ct));

        var candidate = await ReloadAsync(attempt);
        Assert.Equal(CandidateState.Completed, candidate.State);
        Assert.Equal(Make.Metrics(), candidate.Metrics);
        Assert.Equal(Clock.GetUtcNow(), candidate.FinishedAt);
        Assert.Null(candidate.Failure);
    }

    [Fact]
    public async Task Settle_Failed_KeepsCauseAndCounts()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        var settlement = Make.Failed(FailureKind.OutOfMemory) with { Failures = new(1, 2, 3) };

        Assert.True(await Store.SettleAsync(attempt, settlement, Ct));

        var candidate = await ReloadAsync(attempt);
        Assert.Equal(CandidateState.Failed, candidate.State);
        Assert.Equal(settlement.Failure, candidate.Failure);
        Assert.Equal(new FailureCounts(1, 2, 3), candidate.Failures);
    }

    [Fact]
    public async Task Settle_Requeued_HasNoFailureOfItsOwnAndTheAttemptKeepsTheCause()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;

        await Store.SettleAsync(attempt, Make.Requeued(new(Crashes: 1)), Ct);

        var candidate = await ReloadAsync(attempt);
        Assert.Equal(CandidateState.Ready, candidate.State);
        Assert.Null(candidate.Failure);
        Assert.Null(candidate.FinishedAt);
        Assert.Equal(1, await QueryNumberAsync("select count(*) from attempt where cause = 'crash' and ended_at > 0"));
    }

    [Fact]
    public async Task Settle_Twice_OnlyTheFirstCounts()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        await Store.SettleAsync(attempt, Make.Completed(0.9), Ct);

        Assert.False(await Store.SettleAsync(attempt, Make.Completed(0.1), Ct));
        Assert.Equal(0.9, (await ReloadAsync(attempt)).Metrics!.Accuracy);
    }

    [Fact]
    public async Task Settle_NextIsRunning_Throws()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;

        await Assert.ThrowsAsync<ArgumentException>(() =>
            Store.SettleAsync(attempt, new(CandidateState.Running, new()), Ct)
        );
    }

    [Fact]
    public async Task Record_NotAFiniteNumber_ThrowsNamingTheField()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        var good = Make.Report(1);
        var bad = new (string Field, EpochReport Report)[]
        {
            ("Loss", good with { Loss = double.NaN }),
            ("ValidationLoss", good with { ValidationLoss = double.PositiveInfinity }),
            ("Accuracy", good with { Accuracy = double.NaN }),
            ("StepTimeMs", good with { StepTimeMs = double.NegativeInfinity }),
            ("ImagesPerSecond", good with { ImagesPerSecond = double.NaN }),
            ("Seconds", good with { Seconds = double.NaN }),
        };

        foreach (var (field, report) in bad)
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => Store.RecordAsync(attempt, report, null, Ct));
            Assert.StartsWith($"{field} is not", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await Store.EpochsAsync(attempt.Candidate, Ct));
    }

    [Fact]
    public async Task Settle_NotAFiniteNumber_ThrowsNamingTheField()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        var good = Make.Metrics();
        var bad = new (string Field, CandidateMetrics Metrics)[]
        {
            ("Accuracy", good with { Accuracy = double.NaN }),
            ("Loss", good with { Loss = double.PositiveInfinity }),
            ("TestAccuracy", good with { TestAccuracy = double.NaN }),
            ("StepTimeMs", good with { StepTimeMs = double.NaN }),
            ("StepTimeNormalized", good with { StepTimeNormalized = double.NaN }),
            ("LatencyMs", good with { LatencyMs = double.NaN }),
            ("LatencyP95Ms", good with { LatencyP95Ms = double.NaN }),
            ("LatencySpread", good with { LatencySpread = double.NaN }),
            ("StepTimeSpread", good with { StepTimeSpread = double.NaN }),
            ("Reward", good with { Reward = double.NegativeInfinity }),
            ("ImagesPerSecond", good with { ImagesPerSecond = double.NaN }),
            ("TrainSeconds", good with { TrainSeconds = double.NaN }),
        };

        foreach (var (field, metrics) in bad)
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() =>
                Store.SettleAsync(attempt, Make.Completed() with { Metrics = metrics }, Ct)
            );
            Assert.StartsWith($"{field} is not", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(CandidateState.Running, (await ReloadAsync(attempt)).State);
    }

    private static AttemptRef Different(AttemptRef attempt, string difference) =>
        difference switch
        {
            "earlier number" => attempt with { Number = attempt.Number - 1 },
            "later number" => attempt with { Number = attempt.Number + 1 },
            "other owner" => attempt with { Owner = "worker-9/9" },
            _ => attempt with { Candidate = attempt.Candidate with { Number = 99 } },
        };
}
