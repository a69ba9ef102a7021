using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Supernet;

/// <summary>What supernets find on real training: against random networks of the same cost, and for weights of the latency.</summary>
internal static class SearchReport
{
    private const int RandomNetworks = 10;
    private const int NetworkEpochs = 6;
    private const int Images = 2000;
    private const int SeriesImages = 1500;
    private const int SeriesEpochs = 4;
    private static readonly double[] Betas = [0, 0.5, 2, 6];

    /// <summary>The derived network against ten random ones within 15 % of its multiply–accumulates.</summary>
    /// <param name="nas">Runs the experiments.</param>
    /// <param name="method">"dnas" or "dmasking".</param>
    public static void Compare(NasRun nas, string method)
    {
        var (space, epochs) = method == "dnas" ? ("fbnet-v1-small", 12) : ("fbnet-v2-f-small", 30);
        var strategy = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "name": "{{method}}", "epochs": {{epochs}}, "warmup": {{epochs / 5}}, "temperatureDecay": {{Math.Pow(0.2, 1.0 / (0.8 * epochs)):F3}}, "thetaLearningRate": 0.1 }"""
        );
        var derived = nas.Run(
            method,
            Experiments.Search(method, space, strategy, candidates: 3, Images, NetworkEpochs)
        );
        var decoder = SpaceCatalog.Find(space)!.Decoder!;
        var found = Trained.Of($"{method}, most likely", derived[1], decoder);
        var name = $"{method}-random";
        var random = nas.Run(name, Experiments.Chance(name, space, found.Macs, RandomNetworks, Images, NetworkEpochs));
        ImmutableArray<Trained> others = [.. random.Select(candidate => Trained.Of("random", candidate, decoder))];
        var best = others.MaxBy(network => network.Validation)!;
        ImmutableArray<Trained> shown = [found, Trained.Of($"{method}, drawn", derived[2], decoder), .. others];
        var times = Times.Of([.. shown.Select(network => network.Network)]);

        Console.WriteLine("| network | validation | test | MMACs | latency estimated, ms | measured, ms |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Row(shown[0], times[0]);
        Row(shown[1], times[1]);
        Line(
            $"| random, mean of {others.Length} | {others.Average(n => n.Validation):F3} | {others.Average(n => n.Test):F3} | {others.Average(n => n.Macs) / 1e6:F2} | {times.Skip(2).Average(t => t.Estimated):F3} | {times.Skip(2).Average(t => t.Measured):F3} |"
        );
        Row(best with { Name = "random, best on validation" }, times[2 + others.IndexOf(best)]);
    }

    /// <summary>The same search with the latency weighed more and more.</summary>
    /// <param name="nas">Runs the experiments.</param>
    public static void Series(NasRun nas)
    {
        const string Space = "fbnet-v1-small";
        var found = Betas.Select(beta => (Beta: beta, Candidates: Weighed(nas, Space, beta))).ToList();
        var networks = found
            .Select(item => Trained.Of("", item.Candidates[1], SpaceCatalog.Find(Space)!.Decoder!))
            .ToImmutableArray();
        var times = Times.Of([.. networks.Select(network => network.Network)]);
        Console.WriteLine(
            "| beta | expected latency of theta, ms | derived network: estimated, ms | measured, ms | MMACs | validation | test |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (i, (beta, candidates)) in found.Index())
        {
            Line(
                $"| {beta} | {candidates[0].Metrics!.LatencyMs:F3} | {times[i].Estimated:F3} | {times[i].Measured:F3} | {networks[i].Macs / 1e6:F2} | {networks[i].Validation:F3} | {networks[i].Test:F3} |"
            );
        }
    }

    private static ImmutableArray<Domain.Experiments.CandidateView> Weighed(NasRun nas, string space, double beta)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"beta-{beta}");
        var strategy = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "name": "dnas", "epochs": 8, "warmup": 2, "temperatureDecay": 0.75, "thetaLearningRate": 0.1, "beta": {{beta}} }"""
        );
        return nas.Run(name, Experiments.Search(name, space, strategy, candidates: 2, SeriesImages, SeriesEpochs));
    }

    private static void Row(Trained network, (double Estimated, double Measured) time) =>
        Line(
            $"| {network.Name} | {network.Validation:F3} | {network.Test:F3} | {network.Macs / 1e6:F2} | {time.Estimated:F3} | {time.Measured:F3} |"
        );

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
