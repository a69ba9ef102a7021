using System.Diagnostics;
using System.Globalization;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

// How many random architectures of each space are decoded and costed per second on one thread, and how long the
// costs of every network of the zoo take (issue: 10,000 per second; under 5 ms each).
const int Count = 2000;
foreach (var name in SpaceCatalog.Names)
{
    var space = SpaceCatalog.Find(name)!;
    var decoder = DecoderCatalog.Get(space.Decoder!);
    var target = name.EndsWith("-small", StringComparison.Ordinal)
        ? new NetworkTarget(1, 28, 10)
        : new NetworkTarget(3, 224, 1000);
    var samples = Enumerable.Range(0, Count).Select(i => space.Sample(SeededRandom.Create(1, "bench", i))).ToList();
    var networks = samples.ConvertAll(sample => decoder.Decode(sample, target));
    _ = networks.Sum(network => NetworkCost.Of(network).Params);
    var costs = Stopwatch.StartNew();
    _ = networks.Sum(network => NetworkCost.Of(network).Params);
    costs.Stop();
    var whole = Stopwatch.StartNew();
    _ = samples.Sum(sample => NetworkCost.Of(decoder.Decode(sample, target)).Params);
    whole.Stop();
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {Count / costs.Elapsed.TotalSeconds:F0} costs/s, {Count / whole.Elapsed.TotalSeconds:F0} decoded and costed/s"
        )
    );
}

var slowest = ZooCatalog
    .Models.Select(model =>
    {
        var network = model.Create();
        _ = NetworkCost.Of(network);
        var watch = Stopwatch.StartNew();
        _ = NetworkCost.Of(network);
        return (model.Name, watch.Elapsed.TotalMilliseconds);
    })
    .MaxBy(item => item.TotalMilliseconds);
Console.WriteLine(
    string.Create(CultureInfo.InvariantCulture, $"zoo, slowest: {slowest.Name} {slowest.TotalMilliseconds:F2} ms")
);
