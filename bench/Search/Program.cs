using System.Diagnostics;
using System.Globalization;
using NasCluster.Bench.Search;
using NasCluster.Domain.Search;

// Mean regret (points) of the best seen candidate after 25, 50, 100 and 200 evaluations on published tables, with default
// options: `Search FOLDER [SEEDS] [STRATEGY[:OPTION=NUMBER,…] …]`. The folder holds macro.csv and nmt.csv.
const int Budget = 200;
int[] points = [25, 50, 100, 200];
var folder =
    args.ElementAtOrDefault(0)
    ?? throw new ArgumentException("usage: Search FOLDER [SEEDS] [STRATEGY[:OPTION=NUMBER,...] ...]");
var seeds = int.Parse(args.ElementAtOrDefault(1) ?? "50", CultureInfo.InvariantCulture);
string[] strategies = args.Length > 2 ? args[2..] : [.. StrategyCatalog.Names.Where(General)];
BenchTable[] tables =
[
    BenchTable.Macro(folder, maxFlops: null),
    BenchTable.Macro(folder, maxFlops: 60e6),
    BenchTable.Translation(folder, "sw-en"),
];
foreach (var table in tables)
{
    foreach (var strategy in strategies)
    {
        var watch = Stopwatch.StartNew();
        var runs = new double[seeds][];
        Parallel.For(
            0,
            seeds,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed => runs[seed] = new TableSearch(table, strategy, Budget, (ulong)seed).Run()
        );
        var figures = points.Select(point =>
        {
            var values = runs.Select(run => run[Math.Min(point, run.Length) - 1]).ToList();
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (seeds - 1));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{point}: {mean:F3} ± {1.96 * deviation / Math.Sqrt(seeds):F3}"
            );
        });
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Name, -15} {strategy, -22} {string.Join("   ", figures)}   ({seeds} seeds, {watch.Elapsed.TotalSeconds:F0} s)"
            )
        );
    }
}

// Supernets and compound scaling search no table.
static bool General(string name) =>
    name is not ("dnas" or "dmasking") && !StrategyCatalog.Get(name).CheckSpace(new("table", Decoder: null, [])).Any();
