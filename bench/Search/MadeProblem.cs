using NasCluster.Domain.Candidates;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>
/// Made surfaces over spaces of other shapes than the published tables have: choices and ranges together with a condition,
/// and ranges alone. Nobody trained these; they tell whether a default fits one kind of space only.
/// </summary>
internal sealed class MadeProblem : SearchProblem
{
    private const double Noise = 0.003;
    private readonly Func<Configuration, double> _true;

    private MadeProblem(string name, SearchSpace space, Func<Configuration, double> value)
        : base(SpecOf(name, space)) => _true = value;

    public override double? Best => 1;

    /// <summary>Four choices of a layer, depth, an optimizer and its learning rate, which is best elsewhere for each.</summary>
    public static MadeProblem Mixed { get; } =
        new(
            "made-mixed",
            new(
                "made-mixed",
                Decoder: null,
                [
                    .. Enumerable
                        .Range(0, 6)
                        .Select(i => new CategoricalDimension
                        {
                            Name = $"op{i}",
                            Part = SpacePart.Architecture,
                            Choices = ["skip", "k3", "k5", "k7"],
                        }),
                    new IntegerDimension
                    {
                        Name = "width",
                        Part = SpacePart.Architecture,
                        Min = 16,
                        Max = 128,
                        Step = 8,
                    },
                    new CategoricalDimension
                    {
                        Name = "optimizer",
                        Part = SpacePart.Recipe,
                        Choices = ["sgd", "adam"],
                    },
                    Range("learningRate", 1e-4, 1, log: true),
                    Range("dropout", 0, 0.5),
                    Range("momentum", 0.5, 0.99) with
                    {
                        When = new("optimizer", ["sgd"]),
                    },
                ]
            ),
            MixedValue
        );

    /// <summary>Five ranges with a curved valley between the first two.</summary>
    public static MadeProblem Ranges { get; } =
        new(
            "made-ranges",
            new("made-ranges", Decoder: null, [.. Enumerable.Range(0, 5).Select(i => Range($"x{i}", 0, 1))]),
            RangesValue
        );

    public override CandidateMetrics Measure(Configuration configuration, ulong seed)
    {
        var random = SeededRandom.Create(seed, configuration.Key);
        var noise = Noise * (random.NextDouble() + random.NextDouble() - 1);
        return new() { Accuracy = Math.Clamp(True(configuration) + noise, 0, 1), Loss = 1 };
    }

    public override double True(Configuration configuration) => _true(configuration);

    public override bool IsFeasible(Configuration configuration) => true;

    private static double MixedValue(Configuration point)
    {
        double[] worth = [-0.05, -0.01, 0, -0.02];
        string[] ops = ["skip", "k3", "k5", "k7"];
        var places = Enumerable.Range(0, 6).Select(i => Array.IndexOf(ops, point.Architecture.Text($"op{i}"))).ToList();
        var layers =
            places.Sum(place => worth[place]) - 0.004 * places.Zip(places.Skip(1)).Count(p => p.First != p.Second);
        var isSgd = point.Recipe.Text("optimizer") == "sgd";
        var width = (point.Architecture.Number("width") - 96) / 112;
        var rate = Math.Log10(point.Recipe.Number("learningRate")) - (isSgd ? -1 : -2.5);
        var momentum = isSgd ? (point.Recipe.Number("momentum") - 0.9) / 0.49 : 0.15;
        var dropout = point.Recipe.Number("dropout") - 0.2;
        return Math.Clamp(
            1
                + layers
                - 0.1 * width * width
                - 0.05 * rate * rate
                - 0.05 * momentum * momentum
                - 0.2 * dropout * dropout,
            0,
            1
        );
    }

    private static double RangesValue(Configuration point)
    {
        var x = Enumerable.Range(0, 5).Select(i => point.Recipe.Number($"x{i}")).ToArray();
        var valley = x[1] - 4 * (x[0] - 0.5) * (x[0] - 0.5) - 0.2;
        double[] best = [0.6, 0, 0.3, 0.7, 0.45];
        var rest = Enumerable.Range(0, 5).Where(i => i != 1).Sum(i => (x[i] - best[i]) * (x[i] - best[i]));
        return Math.Clamp(1 - 0.5 * valley * valley - 0.25 * rest, 0, 1);
    }

    private static RealDimension Range(string name, double min, double max, bool log = false) =>
        new()
        {
            Name = name,
            Part = SpacePart.Recipe,
            Min = min,
            Max = max,
            Log = log,
        };
}
