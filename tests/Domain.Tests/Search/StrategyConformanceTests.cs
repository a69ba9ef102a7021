using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

/// <summary>What every strategy of the catalogue must keep.</summary>
public sealed class StrategyConformanceTests
{
    public static TheoryData<string> Strategies => [.. StrategyCatalog.Names];

    /// <summary>Those that search any space.</summary>
    public static TheoryData<string> General =>
        [.. StrategyCatalog.Names.Where(name => !StrategyCatalog.Get(name).CheckSpace(Build.TableSpace).Any())];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Run_AnyNumberOfWorkersAndOrderOfFinishing_GivesTheSameCandidates(string strategy)
    {
        var runs = new[] { 1, 2, 4 }.Select(workers => Run(strategy, workers)).ToList();
        Assert.All(runs, run => Assert.Equal(Keys(runs[0]), Keys(run)));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Run_Budget_IsSpentExactlyWithoutDuplicates(string strategy)
    {
        var candidates = Run(strategy, workers: 2);
        Assert.Equal(30, candidates.Count);
        Assert.Equal(30, Keys(candidates).Distinct().Count());
        Assert.All(candidates, candidate => Assert.Empty(SpaceOf(strategy).Check(candidate.Configuration)));
    }

    [Theory]
    [InlineData("joint-nas")]
    [InlineData("tpe")]
    [InlineData("regularized-evolution")]
    public void Run_FreeOrder_SpendsTheBudgetWithoutDuplicates(string strategy)
    {
        var free = ParameterSet.Empty.With("order", "free");
        var experiment = Build.Experiment(Build.TableSpace, strategy, 30, options: free);
        var candidates = new FakeCluster(experiment, workers: 3, Made).Run();
        Assert.Equal(30, Keys(candidates).Distinct().Count());
        Assert.Equal(30, candidates.Length);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Run_AnotherSeed_GivesOtherCandidates(string strategy) =>
        Assert.NotEqual(Keys(Run(strategy, 1)), Keys(Run(strategy, 1, seed: 2)));

    [Theory]
    [MemberData(nameof(General))]
    public void Run_HardLimits_AreNeverBroken(string strategy)
    {
        var limits = new ConstraintSpec { MaxMacs = 1_500_000, MaxParams = 60_000 };
        var experiment = Build.Experiment(Build.SmallSpace, strategy, 18, constraints: limits);
        var feasibility = new Feasibility(experiment, []);
        var candidates = new FakeCluster(experiment, 2, MadeOf(experiment)).Run();
        Assert.Equal(18, candidates.Length);
        Assert.All(
            candidates.Where(candidate => !candidate.IsSupernet),
            candidate => Assert.True(limits.Allow(feasibility.CostOf(candidate.Configuration)!))
        );
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Run_EveryCandidateFails_StillEnds(string strategy)
    {
        var experiment = Build.Experiment(SpaceOf(strategy), strategy, 20);
        var candidates = new FakeCluster(experiment, 2, _ => null).Run();
        Assert.Equal(20, candidates.Length);
    }

    [Theory]
    [MemberData(nameof(General))]
    public void Run_FinalStage_TrainsTheMostAccurateLonger(string strategy)
    {
        var experiment = Build.Experiment(Build.TableSpace, strategy, 12, final: new(Top: 3, Epochs: 7));
        var candidates = new FakeCluster(experiment, 2, Made).Run();
        var best = candidates
            .Take(12)
            .Where(candidate => !candidate.IsSupernet)
            .OrderByDescending(candidate => candidate.Metrics!.Accuracy)
            .Take(3)
            .Select(c => c.Id.Number);
        var final = candidates.Skip(12).ToList();
        Assert.Equal(best.Order(), final.Select(candidate => candidate.Parent!.Value).Order());
        Assert.All(final, candidate => Assert.Equal((SearchStages.Final, 7), (candidate.Stage, candidate.Epochs)));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Options_Defaults_AreInRangeAndAccepted(string strategy)
    {
        var instance = StrategyCatalog.Get(strategy);
        Assert.All(instance.Options, option => Assert.InRange(option.Default, option.Min, option.Max));
        Assert.Empty(instance.Check(ParameterSet.Empty, new() { Candidates = 24 }));
    }

    private static SearchSpace SpaceOf(string strategy) =>
        StrategyCatalog.Get(strategy).CheckSpace(Build.TableSpace).Any() ? Build.ScaledSpace : Build.TableSpace;

    private static List<Candidate> Run(string strategy, int workers, ulong seed = 1) =>
        [.. new FakeCluster(Build.Experiment(SpaceOf(strategy), strategy, 30, seed), workers, Made).Run()];

    private static IEnumerable<string> Keys(IEnumerable<Candidate> candidates) =>
        candidates.Select(candidate => candidate.Configuration.Key);

    /// <summary>Wide, middling deep, a learning rate near 0.01.</summary>
    internal static CandidateMetrics Made(Candidate candidate)
    {
        var width = candidate.Configuration.Architecture.Number("width") / 64;
        var depth = candidate.Configuration.Architecture.Number("depth") / 32 - 0.5;
        var rate = Math.Log10(candidate.Configuration.Recipe.Number("learningRate")) + 2;
        return Build.Metrics(Math.Clamp(0.5 + 0.3 * width - depth * depth - 0.05 * rate * rate, 0, 1));
    }

    /// <summary>Better with every multiply–accumulate.</summary>
    internal static Func<Candidate, CandidateMetrics?> MadeOf(Experiment experiment)
    {
        var feasibility = new Feasibility(experiment, []);
        return candidate => Made(feasibility, candidate);
    }

    private static CandidateMetrics Made(Feasibility feasibility, Candidate candidate) =>
        Build.Metrics(Math.Min(1, feasibility.CostOf(candidate.Configuration)!.Macs.Total / 2e6));
}
