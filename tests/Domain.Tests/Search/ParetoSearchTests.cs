using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

/// <summary>Searches for a front, judged by the hypervolume it dominates.</summary>
public sealed class ParetoSearchTests
{
    private const int Seeds = 8;

    private static readonly SearchSpace Layers = new(
        "layers",
        Decoder: null,
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => new CategoricalDimension { Name = $"layer{i}", Choices = ["skip", "small", "large"] }),
        ]
    );

    public static TheoryData<string> Surfaces => ["ranges", "choices"];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public void JointNas_SeveralSeeds_DominatesMoreThanRandomAndNoLessThanNsga2(string surface)
    {
        var joint = Mean(surface, "joint-nas");
        var nsga = Mean(surface, "nsga2");
        var random = Mean(surface, "random");
        Assert.True(joint > random * 1.02, $"joint-nas {joint}, random {random}");
        Assert.True(joint >= nsga, $"joint-nas {joint}, nsga2 {nsga}");
    }

    [Fact]
    public void JointNas_AnyNumberOfWorkers_GivesTheSameCandidates()
    {
        var runs = new[] { 1, 2, 4 }
            .Select(workers => Run("ranges", "joint-nas", 1, workers).Select(candidate => candidate.Configuration.Key))
            .ToList();
        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    [Fact]
    public void HypervolumeSample_TwoPoints_CountsTheirUnion()
    {
        var sample = new HypervolumeSample([0, 0], [1, 1], new Random(1));
        sample.Add(sample.Cover([0.5, 0.25]));
        Assert.Equal(0.375, sample.Share, 0.01);
        Assert.Equal(0.125, sample.Gain(sample.Cover([0.25, 0.5])), 0.01);
        Assert.Equal(0, sample.Gain(sample.Cover([0.6, 0.3])));
    }

    private static double Mean(string surface, string strategy) =>
        Enumerable.Range(1, Seeds).Average(seed => Volume(Run(surface, strategy, (ulong)seed, workers: 2)));

    private static CandidateHistory Run(string surface, string strategy, ulong seed, int workers)
    {
        var experiment = Build.Experiment(surface == "ranges" ? Build.TableSpace : Layers, strategy, 50, seed);
        var spec = experiment.Spec with
        {
            Ranking = new()
            {
                By = RankBy.Pareto,
                Objectives = [new(Metric.Accuracy, Maximize: true), new(Metric.LatencyMs, Maximize: false)],
            },
        };
        return new FakeCluster(
            experiment with
            {
                Spec = spec,
            },
            workers,
            surface == "ranges" ? OfRanges : OfChoices
        ).Run();
    }

    /// <summary>A wide, middling deep network is accurate, and slow by width times depth.</summary>
    private static CandidateMetrics OfRanges(Candidate candidate)
    {
        var architecture = candidate.Configuration.Architecture;
        return StrategyConformanceTests.Made(candidate) with
        {
            LatencyMs = architecture.Number("width") * (8 + architecture.Number("depth")) / 64 / 40,
        };
    }

    /// <summary>Every layer adds something, the later ones more, and two of a kind in a row less.</summary>
    private static CandidateMetrics OfChoices(Candidate candidate)
    {
        double accuracy = 0.2,
            latency = 0.1;
        var before = "";
        for (var i = 0; i < 8; i++)
        {
            var choice = candidate.Configuration.Architecture.Text($"layer{i}");
            var worth = choice switch
            {
                "large" => 0.12,
                "small" => 0.08,
                _ => 0,
            };
            accuracy += worth * (4 + i) / 8 * (choice == before ? 0.6 : 1);
            latency += choice switch
            {
                "large" => 0.11,
                "small" => 0.04 + 0.002 * i,
                _ => 0.002,
            };
            before = choice;
        }

        return Build.Metrics(Math.Min(1, accuracy)) with
        {
            LatencyMs = latency,
        };
    }

    /// <summary>Area between the front and the corner of accuracy 0 and latency 1.</summary>
    private static double Volume(IEnumerable<Candidate> candidates)
    {
        double area = 0,
            reached = 0;
        foreach (
            var metrics in candidates.Select(candidate => candidate.Metrics!).OrderBy(metrics => metrics.LatencyMs)
        )
        {
            if (metrics.Accuracy > reached && metrics.LatencyMs < 1)
            {
                area += (metrics.Accuracy - reached) * (1 - metrics.LatencyMs);
                reached = metrics.Accuracy;
            }
        }

        return area;
    }
}
