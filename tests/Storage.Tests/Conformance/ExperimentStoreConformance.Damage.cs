using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Theory]
    [InlineData("state = 'sleeping'")]
    [InlineData("spec = '{\"name\":'")]
    [InlineData("spec = 'null'")]
    [InlineData("dataset = '{\"colour\":1}'")]
    public async Task Experiment_UnreadableRow_ConcernsThatExperimentOnly(string edit)
    {
        await SubmitWithAsync(1, "broken");
        var sound = await SubmitWithAsync(1, "sound");
        await ExecuteAsync($"update experiment set {edit} where id = 'broken-1'");

        var error = await Assert.ThrowsAsync<StoredDataException>(() => Store.FindAsync("broken-1", Ct));

        Assert.Equal(("broken-1", null), (error.Experiment, error.Candidate));
        Assert.Equal([sound.Id], (await Store.ListAsync(Ct)).Select(experiment => experiment.Id));
        Assert.Equal(sound.Id, (await ClaimAsync()).Experiment.Id);
    }

    [Theory]
    [InlineData("state = 'asleep'")]
    [InlineData("configuration = '{}'")]
    [InlineData("configuration = '[1'")]
    [InlineData("failure = '{\"kind\":\"bad\",\"message\":\"\"}'")]
    [InlineData("metrics = '{\"accuracy\":\"high\",\"loss\":1}'")]
    public async Task Candidate_UnreadableRow_IsNamedAndOtherExperimentsGoOn(string edit)
    {
        var broken = await SubmitWithAsync(2, "broken");
        await SubmitWithAsync(1, "sound");
        await ExecuteAsync($"update candidate set {edit} where experiment = 'broken-1' and number = 1");

        var error = await Assert.ThrowsAsync<StoredDataException>(() => Store.CandidatesAsync(broken.Id, Ct));

        Assert.Equal(("broken-1", 1), (error.Experiment, error.Candidate));
        Assert.Contains("broken-1:1", error.Message, StringComparison.Ordinal);
        Assert.NotNull(await Store.FindAsync(new CandidateId(broken.Id, 2), Ct));
        var claims = new[] { await Store.ClaimAsync("w/0", Ct), await Store.ClaimAsync("w/1", Ct) };
        Assert.Contains(claims, claim => claim?.Experiment.Id == "sound-1");
        Assert.DoesNotContain(claims, claim => claim?.Candidate.Id == new CandidateId(broken.Id, 1));
    }

    [Fact]
    public async Task ChangeState_UnreadableCandidates_CanStillBeStopped()
    {
        var experiment = await SubmitWithAsync(2);
        await ExecuteAsync("update candidate set state = 'asleep', configuration = '' where number = 1");

        await ChangeAsync(experiment, ExperimentState.Failed, "data.broken");

        Assert.Equal(2, await QueryNumberAsync("select count(*) from candidate where state = 'pruned'"));
    }

    [Fact]
    public async Task ChangeState_UnreadableState_Throws()
    {
        var experiment = await SubmitAsync();
        await ExecuteAsync("update experiment set state = 'sleeping'");

        await Assert.ThrowsAsync<StoredDataException>(() =>
            Store.ChangeStateAsync(experiment.Id, experiment.Version, ExperimentState.Failed, null, Ct)
        );
    }

    [Fact]
    public async Task Events_UnknownKind_Throws()
    {
        var experiment = await SubmitAsync();
        await ExecuteAsync("update event set kind = 'sneezed'");

        var error = await Assert.ThrowsAsync<StoredDataException>(() => Store.EventsAsync(experiment.Id, 0, 9, Ct));

        Assert.Equal(experiment.Id, error.Experiment);
    }
}
