using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Fact]
    public async Task Propose_TwoBatches_NumbersGoOnInOrder()
    {
        var experiment = await SubmitWithAsync(3);

        var added = await Store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(2, from: 4), Ct);

        var candidates = await Store.CandidatesAsync(experiment.Id, Ct);
        Assert.True(added);
        Assert.Equal([1, 2, 3, 4, 5], candidates.Select(candidate => candidate.Id.Number));
        Assert.Equal(
            [1, 2, 3, 4, 5],
            candidates.Select(candidate => candidate.Configuration.Architecture.WholeNumber("width"))
        );
        Assert.All(candidates, candidate => Assert.Equal(CandidateState.Ready, candidate.State));
        Assert.True((await ReloadAsync(experiment)).Version > experiment.Version);
    }

    [Fact]
    public async Task Propose_AllFields_AreKept()
    {
        var experiment = await SubmitAsync();
        var configuration = SmallImageSpace.Create().Sample(new Random(7));
        var proposal = new Proposal(configuration, "coarse-2", 5) { PredictedAccuracy = 0.1 + 0.2, Parent = 9 };
        await Store.ProposeAsync(experiment.Id, experiment.Version, [proposal], Ct);

        var candidate = await Store.FindAsync(new CandidateId(experiment.Id, 1), Ct);

        Assert.Equal(
            new Candidate
            {
                Id = new(experiment.Id, 1),
                Stage = "coarse-2",
                Configuration = configuration,
                Epochs = 5,
                PredictedAccuracy = 0.1 + 0.2,
                Parent = 9,
            },
            candidate
        );
    }

    [Fact]
    public async Task Propose_OutdatedVersion_AddsNothing()
    {
        var experiment = await SubmitWithAsync(1);

        Assert.False(await Store.ProposeAsync(experiment.Id, experiment.Version - 1, Make.Batch(1, from: 2), Ct));
        Assert.False(await Store.ProposeAsync("nothing-1", 1, Make.Batch(1), Ct));

        Assert.Single(await Store.CandidatesAsync(experiment.Id, Ct));
    }

    [Fact]
    public async Task Propose_TwoDecidersOnOneVersion_OneWins()
    {
        var experiment = await SubmitAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(() =>
                        Store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(2, from: i * 2), Ct)
                    )
                )
        );

        Assert.Single(answers, added => added);
        Assert.Equal(2, (await Store.CandidatesAsync(experiment.Id, Ct)).Length);
    }

    [Fact]
    public async Task Propose_KnownConfiguration_ThrowsAndAddsNothing()
    {
        var experiment = await SubmitWithAsync(2);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.ProposeAsync(experiment.Id, experiment.Version, [Make.Proposal(3), Make.Proposal(2)], Ct)
        );

        Assert.Contains(Make.Proposal(2).Key, error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Store.CandidatesAsync(experiment.Id, Ct)).Length);
        Json.Equal(experiment, await ReloadAsync(experiment));
        Assert.Equal(ExperimentEventKind.Proposed, (await LastEventAsync(experiment)).Kind);
        Assert.Equal(2, (await LastEventAsync(experiment)).Sequence);
    }

    [Fact]
    public async Task Propose_TwiceInOneBatch_ThrowsAndAddsNothing()
    {
        var experiment = await SubmitAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.ProposeAsync(experiment.Id, experiment.Version, [Make.Proposal(1), Make.Proposal(1)], Ct)
        );

        Assert.Empty(await Store.CandidatesAsync(experiment.Id, Ct));
    }

    [Fact]
    public async Task Propose_KnownConfigurationForMoreEpochsOrElsewhere_IsAdded()
    {
        var experiment = await SubmitWithAsync(1);
        await SubmitWithAsync(1, "other");

        Assert.True(
            await Store.ProposeAsync(experiment.Id, experiment.Version, [Make.Proposal(1, "final", epochs: 30)], Ct)
        );
    }

    [Fact]
    public async Task Propose_ToFinalExperiment_AddsNothing()
    {
        var experiment = await SubmitAsync();
        await ChangeAsync(experiment, ExperimentState.Completed);
        var final = await ReloadAsync(experiment);

        Assert.False(await Store.ProposeAsync(final.Id, final.Version, Make.Batch(1), Ct));

        Assert.Empty(await Store.CandidatesAsync(final.Id, Ct));
    }

    [Fact]
    public async Task Propose_PredictionIsNaN_ThrowsNamingTheField()
    {
        var experiment = await SubmitAsync();
        var proposal = Make.Proposal(1) with { PredictedAccuracy = double.NaN };

        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            Store.ProposeAsync(experiment.Id, experiment.Version, [proposal], Ct)
        );

        Assert.Contains("PredictedAccuracy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindCandidate_Unknown_IsNull()
    {
        var experiment = await SubmitWithAsync(1);

        Assert.Null(await Store.FindAsync(new CandidateId(experiment.Id, 2), Ct));
        Assert.Null(await Store.FindAsync(new CandidateId("nothing-1", 1), Ct));
        Assert.Empty(await Store.EpochsAsync(new CandidateId(experiment.Id, 2), Ct));
    }
}
