using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Grains.Tests;

/// <summary>Somebody who keeps a copy by news has what the cluster has.</summary>
public sealed class NewsTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private readonly CancellationToken _ct = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task News_TakenStepByStep_MakeTheWhole()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("news", candidates: 30), _ct);
        var run = new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);
        var copy = new List<CandidateView>();
        var sequences = new List<long>();
        ExperimentNews news;
        do
        {
            news = (await experiment.GetNewsAsync(sequences.LastOrDefault(), copy.Count, limit: 7, _ct))!;
            sequences.AddRange(news.Events.Select(item => item.Sequence));
            foreach (var candidate in news.Changed)
            {
                if (candidate.Number > copy.Count)
                {
                    copy.Add(candidate);
                }

                copy[candidate.Number - 1] = candidate;
            }
        } while (!news.Events.IsEmpty || !news.Overview.Result.State.IsFinal);

        await run;
        var whole = await experiment.GetCandidatesAsync(_ct);
        var result = (await experiment.GetResultAsync(_ct))!;
        Assert.Equal(30, copy.Count);
        Assert.Equal(whole.Select(candidate => candidate with { RankByAccuracy = null, RankByReward = null }), copy);
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(number => (long)number), sequences);
        Assert.Equal(result.Pareto.Select(candidate => candidate.Number), news.Front);
        Assert.Equal(result.Counts, news.Overview.Result.Counts);
        Assert.Equal(result.Winner!.Number, news.Overview.Result.Winner!.Number);
        var row = Assert.Single(
            await cluster.Client.OverviewsAsync(_ct),
            row => row.Result.Experiment == experiment.Id
        );
        Assert.Equal(result.Pareto.Length, row.Front);
    }

    [Fact]
    public async Task News_NoCandidatesWanted_HaveNone()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("few-news", candidates: 3), _ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);
        var news = (await experiment.GetNewsAsync(0, ExperimentNews.NoCandidates, 100, _ct))!;
        Assert.Empty(news.Changed);
        Assert.Equal(3, news.Candidates);
        Assert.Equal(ExperimentEventKind.StateChanged, news.Events[^1].Kind);
        Assert.Null(await cluster.Client.Experiment("nobody-1").GetNewsAsync(0, 0, 10, _ct));
    }

    [Fact]
    public async Task List_OfMany_ReadsAnEndedExperimentOnce()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("ended", candidates: 3), _ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);
        var reports = new ExperimentReports(cluster.Interposed.Counted(), TimeProvider.System);
        await reports.ResultsAsync(_ct);
        var before = cluster.Interposed.CandidateReads;
        var results = await reports.ResultsAsync(_ct);
        Assert.Contains(results, result => result.Experiment == experiment.Id && result.Counts.Completed == 3);
        Assert.Equal(before, cluster.Interposed.CandidateReads);
    }
}
