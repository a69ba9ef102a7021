using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NasCluster.Client;
using NasCluster.Domain.Experiments;
using NasCluster.Faults.Tests.Shared;

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
        var spec = TableSpec.Of(1);
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
}
