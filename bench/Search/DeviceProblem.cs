using NasCluster.Domain.Candidates;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Throughput;

namespace NasCluster.Bench.Search;

/// <summary>
/// FBNet's space of 22 layers of nine operations with the latency that a device's table gives (HW-NAS-Bench, HELP), under a
/// limit that a given share of the space keeps. Accuracies are made: nobody trained these 10²¹ networks.
/// </summary>
internal sealed class DeviceProblem : SearchProblem
{
    private const int Samples = 2000;
    private const int Operations = 9;

    // Worth of an operation in points, from fewer to more weights; the last one is the skip.
    private static readonly double[] Worth = [0.20, 0.15, 0.45, 0.60, 0.28, 0.20, 0.52, 0.66, 0];
    private readonly double _base;
    private readonly double[][] _layers;

    private DeviceProblem(string device, double constant, double[][] layers, double share)
        : base(SpecOf($"fbnet_{device}", SpaceOf(layers.Length)))
    {
        _base = constant;
        _layers = layers;
        var random = SeededRandom.Create(1, "samples");
        var latencies = Enumerable.Range(0, Samples).Select(_ => LatencyOf(Spec.Space.Sample(random)));
        Limit = Quantile.Of(latencies, share);
    }

    /// <summary>Milliseconds.</summary>
    public double Limit { get; }

    public override double? Best => null;

    public override Predicate<Configuration> Admits => IsFeasible;

    /// <param name="folder">Holds fbnet_lut.csv.</param>
    /// <param name="device">A device of it.</param>
    /// <param name="share">Share of random networks that keep the limit.</param>
    public static DeviceProblem Of(string folder, string device, double share)
    {
        var rows = File.ReadLines(Path.Combine(folder, "fbnet_lut.csv"))
            .Select(line => line.Split(','))
            .Where(cells => cells[0] == device)
            .OrderBy(cells => int.Parse(cells[4], Shown.Culture))
            .ToList();
        return new(
            device,
            double.Parse(rows[0][3], Shown.Culture),
            [.. rows.Select(cells => cells[5..].Select(cell => double.Parse(cell, Shown.Culture)).ToArray())],
            share
        );
    }

    public double LatencyOf(Configuration configuration) =>
        _base + _layers.Select((costs, layer) => costs[PlaceOf(configuration, layer)]).Sum();

    public override CandidateMetrics Measure(Configuration configuration, ulong seed) =>
        new()
        {
            Accuracy = True(configuration) + 0.002 * (SeededRandom.Create(seed, configuration.Key).NextDouble() - 0.5),
            Loss = 1,
            LatencyMs = LatencyOf(configuration),
        };

    public override double True(Configuration configuration)
    {
        var sum = _layers.Select((_, layer) => Worth[PlaceOf(configuration, layer)] * (1 + layer % 4 / 2.0)).Sum();
        return 0.55 + 0.2 * (1 - Math.Exp(-sum / 10));
    }

    public override bool IsFeasible(Configuration configuration) => LatencyOf(configuration) <= Limit;

    private static SearchSpace SpaceOf(int layers) =>
        new(
            "fbnet",
            Decoder: null,
            [
                .. Enumerable
                    .Range(0, layers)
                    .Select(layer => new CategoricalDimension
                    {
                        Name = NameOf(layer),
                        Part = SpacePart.Architecture,
                        Choices = [.. Enumerable.Range(0, Operations).Select(op => (ParameterValue)(double)op)],
                    }),
            ]
        );

    private static string NameOf(int layer) => $"layer{layer}";

    private static int PlaceOf(Configuration configuration, int layer) =>
        configuration.Architecture.WholeNumber(NameOf(layer));
}
