using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NasCluster.Client;
using NasCluster.Domain.Experiments;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>Requests at a steady pace: nine reads, then a submission under a key that is used twice.</summary>
internal sealed class ClientLoad(NasClient client, string experiment)
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);
    private readonly ConcurrentBag<TimeSpan> _times = [];
    private readonly ConcurrentBag<string> _failures = [];

    public int Requests => _times.Count + _failures.Count;

    public int Failed => _failures.Count;

    /// <summary>Submissions that were told apart.</summary>
    public int Keys { get; private set; }

    /// <summary>Requests that took more than a second.</summary>
    public int Slow => _times.Count(time => time > Noticeable);

    public TimeSpan Slowest => _times.Max();

    public async Task RunAsync(TimeSpan time, int perSecond)
    {
        var spec = await TableSpecAsync();
        var pending = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var number = 0; watch.Elapsed < time; number++)
        {
            if (number % 10 == 9)
            {
                var key = $"key-{Keys++}";
                pending.Add(TimedAsync(() => client.SubmitAsync(spec, key)));
                pending.Add(TimedAsync(() => client.SubmitAsync(spec, key)));
            }
            else
            {
                pending.Add(TimedAsync(() => client.Experiment(experiment).GetResultAsync()));
            }

            var due = TimeSpan.FromSeconds((number + 1.0) / perSecond) - watch.Elapsed;
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }
        }

        await Task.WhenAll(pending);
    }

    public string Line(string row) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"row":"{{row}}","requests":{{Requests}},"failed":{{Failed}},"slow":{{Slow}},"T":{{Slowest.TotalSeconds:F1}},"submissions":{{2 * Keys}},"experiments":{{Keys}},"reasons":"{{string.Join("; ", _failures.Distinct().Take(3)).Replace('"', '\'')}}"}"""
        );

    private async Task TimedAsync(Func<Task> request)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await request();
            _times.Add(watch.Elapsed);
        }
        catch (Exception e)
        {
            _failures.Add($"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>An experiment on a table, which needs neither data nor slots to be taken.</summary>
    private static async Task<ExperimentSpec> TableSpecAsync()
    {
        var folder = Directory.CreateTempSubdirectory("nas-table-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "t.csv"), "a,acc\n1,0.5\n2,0.6\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "table.json"),
            """
            {
              "version": 1, "name": "table", "seed": 1,
              "space": { "dimensions": [{ "name": "a", "type": "ordinal", "choices": [1, 2] }] },
              "trainer": { "table": "t.csv", "accuracy": "acc", "epochs": 1 },
              "strategy": "random", "budget": { "candidates": 1 }, "ranking": "accuracy",
              "objectives": [{ "metric": "accuracy", "goal": "maximize" }]
            }
            """
        );
        return ExperimentSpecReader.ReadFile(Path.Combine(folder, "table.json"));
    }
}
