using System.Globalization;
using System.Text.Json;
using NasCluster.Throughput;

// Usage: Throughput [--json] [--only churn,workers,epochs,overhead,growth,many,peer]
//                   [--slots 1,8,64] [--profile] [--peer bench/peers/optuna_noop.py] [--peer-workers 1,4,8] [--peer-rounds 3]
string[] all = ["churn", "workers", "epochs", "overhead", "growth", "many", "peer"];
var json = args.Contains("--json");
var only = Value("--only")?.Split(',') ?? all;
var script = Value("--peer") ?? Path.Combine("bench", "peers", "optuna_noop.py");
if (only.Except(all).ToList() is { Count: > 0 } unknown)
{
    Console.Error.WriteLine($"--only: '{string.Join(',', unknown)}' is none of {string.Join(", ", all)}.");
    return 2;
}

await using var database = new BenchDatabase(profiled: args.Contains("--profile"));
await database.StartAsync();
var figures = new List<Figure>();
foreach (var part in only)
{
    await (
        part switch
        {
            "churn" => ChurnAsync(),
            "workers" => WorkersAsync(),
            "epochs" => AddAsync(EpochLoad.MeasureAsync(database, slots: 64, candidates: 256)),
            "overhead" => AddAsync(SecondLong.MeasureAsync(database, slots: 16, candidates: 320)),
            "growth" => AddAsync(Growth.MeasureAsync(database, few: 1000, many: 100_000, slots: 8, candidates: 2000)),
            "many" => AddAsync(ManySlots.MeasureAsync(database, silos: 8, slots: 125, candidates: 3000)),
            _ => PeerAsync(),
        }
    );
}

Directory.Delete(BenchCluster.Folders, recursive: true);
if (json)
{
    Console.WriteLine(JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));
}

return 0;

async Task ChurnAsync()
{
    foreach (var slots in Numbers("--slots", "1,8,64"))
    {
        await AddAsync(Churn.MeasureAsync(database, silos: 1, slots, Candidates(slots)));
    }
}

// In turns, after a round for the runtime to compile what is measured: the first silo would pay for the others.
async Task WorkersAsync()
{
    var gains = new List<double>();
    await Churn.MeasureAsync(database, silos: 4, slots: 1, candidates: 2000);
    for (var round = 0; round < 3; round++)
    {
        var one = await AddAsync(Churn.MeasureAsync(database, silos: 1, slots: 1, candidates: 2000));
        var four = await AddAsync(Churn.MeasureAsync(database, silos: 4, slots: 1, candidates: 4000));
        gains.Add(four[0].Value / one[0].Value);
    }

    Add(new("workers.gain-1-to-4", Quantile.Of(gains, 0.5), "x", ">= 1.5"));
}

async Task PeerAsync()
{
    if (!await Peer.IsInstalledAsync())
    {
        Console.Error.WriteLine(
            "Optuna is not installed (Debian: python3-optuna python3-psycopg2); its part is left out."
        );
        return;
    }

    foreach (var workers in Numbers("--peer-workers", "1,4,8"))
    {
        var candidates = Candidates(workers);
        var trials = 40 + (5 * workers);
        await AddAsync(
            Peer.MeasureAsync(database, script, workers, candidates, trials, Numbers("--peer-rounds", "3")[0])
        );
    }
}

async Task<IReadOnlyList<Figure>> AddAsync(Task<IReadOnlyList<Figure>> measured)
{
    var added = await measured;
    foreach (var figure in added)
    {
        Add(figure);
    }

    return added;
}

void Add(Figure figure)
{
    figures.Add(figure);
    if (!json)
    {
        var value = figure.Value.ToString("0.##", CultureInfo.InvariantCulture);
        var aim = figure.Aim is null ? "" : $"   (aim {figure.Aim})";
        Console.WriteLine($"{figure.Name, -36} {value, 10} {figure.Unit}{aim}");
    }
}

int Candidates(int slots) => Math.Min(1000 + (400 * slots), 8000);

int[] Numbers(string name, string otherwise) =>
    [.. (Value(name) ?? otherwise).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

string? Value(string name)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
