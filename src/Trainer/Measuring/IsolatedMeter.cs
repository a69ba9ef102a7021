using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Measuring;

/// <summary>Inference time with the device to itself; measured again where the runs differ too much.</summary>
/// <param name="turns">At the device.</param>
/// <param name="time">The clock.</param>
/// <param name="options">How long.</param>
internal sealed class IsolatedMeter(DeviceTurns turns, TimeProvider time, MeterOptions options)
{
    /// <summary>Beyond it a measurement is noisy.</summary>
    public const double MostSpread = 0.15;

    /// <summary>Rounds at most, where all are done at once.</summary>
    public const int MostRounds = 3;

    // Whoever trained until now left its own data in the caches.
    private const int SettlingRuns = 2;

    /// <summary>Of one image in evaluation mode; of several rounds the best.</summary>
    /// <param name="module">The network.</param>
    /// <param name="rounds">At most so many, at least 1: no further one after one that is not noisy.</param>
    /// <param name="before">What earlier rounds gave; null: there were none.</param>
    public LatencyReading Measure(GraphModule module, int rounds = MostRounds, LatencyReading? before = null)
    {
        using var session = new TorchSession(module);
        var meter = new LatencyMeter(time);
        LatencyMeter.WarmUp(session);
        var start = time.GetTimestamp();
        var best = before;
        for (var round = 0; round < rounds; round++)
        {
            var reading = MeasureOnce(meter, session);
            best = best is null || reading.IsBetterThan(best) ? reading : best;
            if (!best.IsNoisy || time.GetElapsedTime(start).TotalMilliseconds > options.RepeatWithinMs)
            {
                break;
            }
        }

        return best!;
    }

    private LatencyReading MeasureOnce(LatencyMeter meter, TorchSession session)
    {
        using var turn = turns.Alone();
        LatencyMeter.WarmUp(session, SettlingRuns);
        var runs = new Durations();
        meter.Add(session, runs, options.FewestRuns, options.MostRuns, options.BudgetMs);
        return new(runs.MedianMs, runs.P95Ms, runs.Spread, !turn.IsAlone || runs.Spread > MostSpread);
    }
}
