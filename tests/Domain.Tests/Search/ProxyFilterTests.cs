using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

public sealed class ProxyFilterTests
{
    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.1, 9)]
    [InlineData(1, 0)]
    public void LimitOf_TenOfABatch_IsTheQuantile(double keep, double limit) =>
        Assert.Equal(
            new("snip", Min: limit),
            ProxyFilter.LimitOf(new("snip", keep), Enumerable.Range(0, 10).Reverse().Select(With))
        );

    [Fact]
    public void LimitOf_FewWithTheProxy_IsNone() =>
        Assert.Null(ProxyFilter.LimitOf(new("snip", 0.5), [With(0), With(1), Build.Candidate(3, 0.5)]));

    [Fact]
    public void LearnsFrom_FirstBatchAndFinalStage_AreNotFiltered()
    {
        var spec = Experiment("random").Spec;
        Assert.Empty(ProxyFilter.LearnsFrom(spec, Build.Candidate(10, 0.5)));
        Assert.Equal(Enumerable.Range(1, 10), ProxyFilter.LearnsFrom(spec, Build.Candidate(11, 0.5)));
        Assert.Empty(ProxyFilter.LearnsFrom(spec, Build.Candidate(11, 0.5) with { Stage = SearchStages.Final }));
        Assert.Empty(ProxyFilter.LearnsFrom(spec with { Trainer = new() }, Build.Candidate(11, 0.5)));
    }

    [Fact]
    public void Plan_FirstBatchNotDone_ProposesNothingBeyondIt()
    {
        var experiment = Experiment("random");
        CandidateHistory open =
        [
            .. Enumerable
                .Range(1, 10)
                .Select(number => Build.Candidate(number, 0.5) with { State = CandidateState.Running, Metrics = null }),
        ];
        Assert.Equal(SearchStepKind.Wait, SearchDirector.Plan(new(experiment, open), timeIsUp: false).Kind);
    }

    private static Experiment Experiment(string strategy)
    {
        var experiment = Build.Experiment(Build.TableSpace, strategy, 30);
        return experiment with
        {
            Spec = experiment.Spec with
            {
                Trainer = new() { Proxies = ["snip"], ProxyFilter = new("snip", 0.5) },
            },
        };
    }

    private static Candidate With(int value) =>
        Build.Candidate(value + 1, 0.5) with
        {
            Metrics = Build.Metrics(0.5) with { Costs = ParameterSet.Empty.With("snip", value) },
        };
}
