using NasCluster.Client;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Grains.Tests;

public sealed class ExperimentGrainTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private readonly CancellationToken _ct = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Theory]
    [InlineData("random")]
    [InlineData("regularized-evolution")]
    [InlineData("joint-nas")]
    public async Task Submit_AnyStrategy_RunsToTheEndThroughGrainsAndStore(string strategy)
    {
        var spec = Made.Spec($"run-{strategy}", strategy, candidates: 18) with { Final = new(2, 5) };
        var experiment = await cluster.Client.SubmitAsync(spec, _ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);

        var result = (await experiment.GetResultAsync(_ct))!;
        Assert.Equal(ExperimentState.Completed, result.State);
        Assert.Equal((20, 20), (result.Counts.Proposed, result.Counts.Completed));
        Assert.Equal(5, result.Winner!.Epochs);
        Assert.NotEmpty(result.Pareto);
        Assert.Equal(2, (await experiment.GetCurveAsync(1, _ct)).Length);
    }

    [Fact]
    public async Task Submit_SameSeed_GivesTheSameCandidates()
    {
        var first = await RunAsync("same-seed");
        var second = await RunAsync("same-seed");
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(await KeysAsync(first), await KeysAsync(second));
    }

    [Fact]
    public async Task Submit_UnknownDataSet_IsRefusedWithTheNames()
    {
        var spec = Made.Spec("unknown") with { Data = new() { Dataset = "nothing" } };
        var error = await Assert.ThrowsAsync<InvalidSpecException>(() => cluster.Client.SubmitAsync(spec, _ct));
        Assert.Contains("there is made", Assert.Single(error.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_SameOperationTwice_IsOneExperiment()
    {
        var index = cluster.Grains.GetGrain<IExperimentIndexGrain>(0);
        var first = await index.SubmitAsync(Made.Spec("twice"), "operation-1", _ct);
        var second = await index.SubmitAsync(Made.Spec("twice"), "operation-1", _ct);
        Assert.Equal(first.Experiment, second.Experiment);
        await cluster.Client.Experiment(first.Experiment!).CancelAsync(_ct);
    }

    [Fact]
    public async Task GetResult_UnknownExperiment_IsNull()
    {
        Assert.Null(await cluster.Client.Experiment("nothing-1").GetResultAsync(_ct));
        Assert.Empty(await cluster.Client.Experiment("nothing-1").GetCandidatesAsync(_ct));
    }

    [Fact]
    public async Task Watch_FromTheStart_GivesEveryEventOnceInOrder()
    {
        var experiment = await RunAsync("watch");
        var sequence = new List<long>();
        await foreach (var item in experiment.WatchAsync(ct: _ct))
        {
            sequence.Add(item.Sequence);
        }

        Assert.Equal(Enumerable.Range(1, sequence.Count).Select(i => (long)i), sequence);
    }

    [Fact]
    public async Task Pause_Running_GivesNoMoreWorkUntilResumed()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("pause"), _ct);
        Assert.True(await experiment.PauseAsync("lunch", _ct));
        Assert.Null(await cluster.Store.ClaimAsync("test/0", _ct));
        Assert.False(await experiment.PauseAsync(ct: _ct));

        Assert.True(await experiment.ResumeAsync(_ct));
        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);
        Assert.Equal(ExperimentState.Completed, (await experiment.GetResultAsync(_ct))!.State);
    }

    [Fact]
    public async Task Cancel_WhileAWorkerTrains_TellsItThatTheLeaseIsLost()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("cancel"), _ct);
        var worker = new ScriptedWorker(cluster.Store, cluster.Grains);
        var assignment = await worker.ClaimAsync(_ct);
        Assert.True(await experiment.CancelAsync(_ct));

        var grain = cluster.Grains.GetGrain<ICandidateGrain>(assignment.Candidate.Id.ToString());
        Assert.False(await worker.WriterOf(assignment).RecordAsync(Made.Epoch(1), null, _ct));
        Assert.False(await worker.WriterOf(assignment).CompleteAsync(Made.Metrics(assignment.Candidate), _ct));
        Assert.False(await experiment.CancelAsync(_ct));
        Assert.Equal(CandidateState.Pruned, (await grain.GetAsync(_ct))!.State);
    }

    [Fact]
    public async Task Fail_EachCause_IsAFailedCandidateWithItsReasonAndTheExperimentEndsWell()
    {
        var spec = Made.Spec("failures");
        var experiment = await cluster.Client.SubmitAsync(spec, _ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains)
        {
            Fails = candidate =>
                candidate.Id.Number switch
                {
                    1 => new(FailureKind.Diverged, "loss is NaN", Epoch: 1),
                    2 => new(FailureKind.Invalid, "no such network"),
                    3 => new(FailureKind.OutOfMemory, "too large"),
                    4 => new(FailureKind.Crash, "exit code 1"),
                    _ => null,
                },
        }.RunAsync(experiment.Id, _ct);

        var candidates = await experiment.GetCandidatesAsync(_ct);
        Assert.Equal(
            [
                (CandidateState.Failed, FailureKind.Diverged, 1),
                (CandidateState.Failed, FailureKind.Invalid, 1),
                (CandidateState.Failed, FailureKind.OutOfMemory, 2),
                (CandidateState.Failed, FailureKind.Crash, 3),
            ],
            candidates.Take(4).Select(candidate => (candidate.State, candidate.Failure!.Kind, candidate.Attempts))
        );
        Assert.Equal(ExperimentState.Completed, (await experiment.GetResultAsync(_ct))!.State);
    }

    [Fact]
    public async Task Fail_AllCandidates_EndsAsFailedWithAReason()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("all-fail"), _ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains)
        {
            Fails = _ => new(FailureKind.Diverged, "loss is NaN"),
        }.RunAsync(experiment.Id, _ct);
        var result = (await experiment.GetResultAsync(_ct))!;
        Assert.Equal((ExperimentState.Failed, "No candidate gave a finite result."), (result.State, result.Reason));
    }

    [Fact]
    public async Task Fail_MoreThanAllowed_EndsTheExperiment()
    {
        var spec = Made.Spec("max-failed", candidates: 50) with
        {
            Budget = new() { Candidates = 50, MaxFailed = 2 },
        };
        var experiment = await cluster.Client.SubmitAsync(spec, _ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains)
        {
            Fails = _ => new(FailureKind.Diverged, "loss is NaN"),
        }.RunAsync(experiment.Id, _ct);
        var result = (await experiment.GetResultAsync(_ct))!;
        Assert.Equal(ExperimentState.Failed, result.State);
        // The grain hears of a failure by a hint that nobody waits for, so a slot may have taken the next one by then.
        Assert.InRange(result.Counts.Failed, 3, 4);
    }

    [Fact]
    public async Task Predict_AfterSomeTrainings_AnswersFromThePredictorGrain()
    {
        var experiment = await RunAsync("predict");
        var configuration = (await cluster.Store.CandidatesAsync(experiment.Id, _ct))[0].Configuration;
        var prediction = await cluster.Grains.GetGrain<IPredictorGrain>(experiment.Id).PredictAsync(configuration, _ct);
        Assert.InRange(prediction!.Value.Mean, -0.5, 1.5);
        Assert.Null(await cluster.Grains.GetGrain<IPredictorGrain>("nothing-1").PredictAsync(configuration, _ct));
    }

    [Fact]
    public async Task FindLatest_EqualSpec_IsFoundWithOrWithoutItsSeed()
    {
        var experiment = await RunAsync("find");
        var spec = Made.Spec("find");
        Assert.Equal(experiment.Id, (await cluster.Client.FindLatestAsync(spec, anySeed: false, _ct))?.Id);
        Assert.Null(await cluster.Client.FindLatestAsync(spec with { Seed = 6 }, anySeed: false, _ct));
        Assert.Equal(
            experiment.Id,
            (await cluster.Client.FindLatestAsync(spec with { Seed = 6 }, anySeed: true, _ct))?.Id
        );
    }

    [Fact]
    public async Task WorkerGrain_Report_IsWhatIsAnswered()
    {
        var grain = cluster.Grains.GetGrain<IWorkerGrain>("worker-1");
        Assert.Null(await grain.GetAsync(_ct));
        await grain.ReportAsync(
            new()
            {
                Name = "worker-1",
                Device = "cpu",
                Threads = 1,
                Slots = [new(0, new("e-1", 3))],
                At = DateTimeOffset.UnixEpoch,
            },
            _ct
        );
        while (await grain.GetAsync(_ct) is null)
        {
            await Task.Yield();
        }

        Assert.Equal(new CandidateId("e-1", 3), (await grain.GetAsync(_ct))!.Slots[0].Candidate);
    }

    [Theory]
    [InlineData(null, "any", null)]
    [InlineData("edge", "edge", null)]
    [InlineData("broken", null, "It is broken.")]
    [InlineData("nowhere", null, "No worker with a device 'nowhere' is there to measure it.")]
    public async Task MeasureLayers_OfACandidate_IsDoneWhereItsLatencyIsMeasured(
        string? device,
        string? measured,
        string? problem
    )
    {
        await cluster
            .Grains.GetGrain<IWorkerIndexGrain>(0)
            .NoteAsync(
                new()
                {
                    Name = "measurer",
                    Device = "cpu",
                    Offers = ["cpu", "edge", "broken"],
                    Threads = 1,
                    Slots = [],
                    At = cluster.Clock.GetUtcNow(),
                },
                _ct
            );
        var spec = Made.Spec($"layers-{device ?? "any"}", candidates: 1) with
        {
            Space = SpaceCatalog.Find("fbnet-v3-small")!,
            Placement = device is null ? null : new() { Latency = device },
        };
        var experiment = await cluster.Client.SubmitAsync(spec, _ct);
        while ((await cluster.Store.CandidatesAsync(experiment.Id, _ct)).IsEmpty)
        {
            await Task.Yield();
        }

        var candidate = cluster.Client.Candidate(new(experiment.Id, 1));
        if (problem is null)
        {
            var times = await candidate.MeasureLayersAsync(_ct);
            Assert.Equal((measured, spec.Space.Decoder), (times!.Device, times.Layers[0].Layer));
            Assert.Equal(times.Layers, (await candidate.MeasureLayersAsync(_ct))!.Layers);
        }
        else
        {
            var refused = await Assert.ThrowsAsync<LayerTimesException>(() => candidate.MeasureLayersAsync(_ct));
            Assert.Equal(problem, refused.Message);
        }

        Assert.Null(await cluster.Client.Candidate(new(experiment.Id, 99)).MeasureLayersAsync(_ct));
        await experiment.CancelAsync(_ct);
    }

    [Fact]
    public async Task MeasureLayers_OfACandidateWithoutANetwork_IsRefused()
    {
        var experiment = await RunAsync("layers-none");
        var refused = await Assert.ThrowsAsync<LayerTimesException>(() =>
            cluster.Client.Candidate(new(experiment.Id, 1)).MeasureLayersAsync(_ct)
        );
        Assert.Equal(
            $"{experiment.Id}:1 was trained by a program of its own; its network is not known here.",
            refused.Message
        );
    }

    private async Task<ExperimentHandle> RunAsync(string name)
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec(name), _ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);
        return experiment;
    }

    private async Task<IEnumerable<string>> KeysAsync(ExperimentHandle experiment) =>
        (await cluster.Store.CandidatesAsync(experiment.Id, _ct)).Select(candidate => candidate.Configuration.Key);
}
