using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

public sealed class MeasuredProxiesTests
{
    private const int Seeds = 6;
    private const int Trained = 20;
    private const int Pruned = 150;

    private static readonly SearchSpace Space = new(
        "layers",
        Decoder: null,
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => new CategoricalDimension
                {
                    Name = $"layer{i}",
                    Part = SpacePart.Architecture,
                    Choices = ["0", "1", "2", "3"],
                }),
        ]
    );

    [Fact]
    public void FitPredictor_ProxyOfManyThatWereNotTrained_OrdersUnseenOnesBetter()
    {
        var gain = Gain(Telling);
        Assert.True(gain > 0.05, $"gained {gain}");
    }

    [Fact]
    public void FitPredictor_ProxyIsNoise_DoesNoHarm()
    {
        var gain = Gain(static (_, random) => random.NextDouble());
        Assert.True(gain > -0.02, $"gained {gain}");
    }

    [Fact]
    public void FitPredictor_FewMeasured_IsAsWithoutProxies() =>
        Assert.Equal(Spearman(1, null, pruned: 0, trained: 9), Spearman(1, Telling, pruned: 0, trained: 9));

    private static double Telling(Configuration point, Random random) =>
        // Over powers of ten, as synflow is.
        Math.Exp(10 * Worth(point));

    private static double Gain(Func<Configuration, Random, double> proxy) =>
        Enumerable
            .Range(1, Seeds)
            .Average(seed => Spearman(seed, proxy, Pruned, Trained) - Spearman(seed, null, Pruned, Trained));

    /// <summary>Rank correlation on unseen points; without a proxy the experiment measures none.</summary>
    private static double Spearman(int seed, Func<Configuration, Random, double>? proxy, int pruned, int trained)
    {
        var random = SeededRandom.Create((ulong)seed, "test");
        var noise = SeededRandom.Create((ulong)seed, "proxy");
        var experiment = Build.Experiment(Space, "joint-nas", 500);
        experiment = experiment with
        {
            Spec = experiment.Spec with { Trainer = new() { Proxies = proxy is null ? null : ["synflow"] } },
        };
        var candidates = Enumerable
            .Range(1, trained + pruned)
            .Select(number =>
            {
                var point = Space.Sample(random);
                ParameterSet measured = new([
                    KeyValuePair.Create("synflow", (ParameterValue)(proxy?.Invoke(point, noise) ?? 0)),
                ]);
                var candidate = Build.Candidate(number, Worth(point)) with { Configuration = point };
                return number <= trained
                    ? candidate with
                    {
                        Metrics = candidate.Metrics! with { Costs = measured },
                    }
                    : candidate with
                    {
                        State = CandidateState.Pruned,
                        Metrics = null,
                        Failure = new(FailureKind.Infeasible, "synflow") { Proxies = measured },
                    };
            });
        var predictor = new JointNas().FitPredictor(new(experiment, [.. candidates]));
        var unseen = Enumerable.Range(0, 200).Select(_ => Space.Sample(random)).ToList();
        return RankCorrelation.Spearman([.. unseen.Select(predictor.PredictMean)], [.. unseen.Select(Worth)])!.Value;
    }

    /// <summary>0…1; layers count by themselves and by what follows them.</summary>
    private static double Worth(Configuration point)
    {
        var digits = Enumerable
            .Range(0, 8)
            .Select(i => int.Parse(point.Architecture.Text($"layer{i}"), CultureInfo.InvariantCulture))
            .ToList();
        var alone = digits.Select((digit, i) => digit * (i % 2 == 0 ? 0.02 : -0.01)).Sum();
        var together = digits.Zip(digits.Skip(1)).Sum(pair => pair.First == pair.Second ? 0.05 : 0);
        return 0.3 + alone + together;
    }
}
