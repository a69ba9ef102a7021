using NasCluster.Domain.Candidates;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Fact]
    public async Task Accuracies_OfAnEpoch_AreThoseOfTheOtherCandidates()
    {
        var experiment = await SubmitWithAsync(3);
        foreach (var accuracy in (double[])[0.25, 0.5, 0.75])
        {
            var attempt = (await ClaimAsync()).Attempt;
            Assert.True(await Store.RecordAsync(attempt, Make.Report(1, accuracy), null, Ct));
            Assert.True(await Store.RecordAsync(attempt, Make.Report(2, 0.1), null, Ct));
        }

        Assert.Equal([0.5, 0.75], (await Store.AccuraciesAsync(new(experiment.Id, 1), 1, Ct)).Order());
        Assert.Equal([0.25, 0.75], (await Store.AccuraciesAsync(new(experiment.Id, 2), 1, Ct)).Order());
        Assert.Equal([0.1, 0.1], await Store.AccuraciesAsync(new(experiment.Id, 2), 2, Ct));
        Assert.Empty(await Store.AccuraciesAsync(new(experiment.Id, 1), 9, Ct));
    }

    [Fact]
    public async Task Rivals_OfAnEpoch_AreTheOthersAsTheyStood()
    {
        var experiment = await SubmitWithAsync(2);
        foreach (var accuracy in (double[])[0.25, 0.5])
        {
            Assert.True(await Store.RecordAsync((await ClaimAsync()).Attempt, Make.Report(1, accuracy), null, Ct));
        }

        var other = (await Store.FindAsync(new CandidateId(experiment.Id, 2), Ct))!;
        var report = Make.Report(1, 0.5);
        Assert.Equal(
            [new(other.Configuration, null, 0.5, report.ValidationLoss, report.StepTimeMs)],
            await Store.RivalsAsync(new(experiment.Id, 1), 1, Ct)
        );
        Assert.Empty(await Store.RivalsAsync(new(experiment.Id, 1), 2, Ct));
    }

    [Fact]
    public async Task Accuracies_OfOtherLengthsAndExperiments_AreLeftOut()
    {
        var experiment = await SubmitAsync();
        Assert.True(
            await Store.ProposeAsync(
                experiment.Id,
                experiment.Version,
                [Make.Proposal(1), Make.Proposal(2), Make.Proposal(3, epochs: 9)],
                Ct
            )
        );
        var other = await SubmitWithAsync(1, "other");
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await Store.RecordAsync((await ClaimAsync()).Attempt, Make.Report(1, 0.1 * i), null, Ct));
        }

        Assert.Equal([0.1], await Store.AccuraciesAsync(new(experiment.Id, 1), 1, Ct));
        Assert.Empty(await Store.AccuraciesAsync(new(experiment.Id, 3), 1, Ct));
        Assert.Empty(await Store.AccuraciesAsync(new(other.Id, 1), 1, Ct));
    }
}
