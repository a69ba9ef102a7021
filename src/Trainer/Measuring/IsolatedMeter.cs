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

    private const int MostRounds = 4;

    // Whoever trained until now left its own data in the caches.
    private const int SettlingRuns = 4;

    /// <summary>Of one image in evaluation mode; of several rounds the best.</summary>
    /// <param name="module">The network.</param>
    /// <param name="before">What was measured earlier; null: nothing.</param>
    public LatencyReading Measure(GraphModule module, LatencyReading? before = null)
    {
        using var session = new TorchSession(module);
        LatencyMeter.WarmUp(session);
        using var turn = turns.Alone();
        LatencyMeter.WarmUp(session, SettlingRuns);
        var start = time.GetTimestamp();
        var best = before;
        for (var round = 0; round < MostRounds; round++)
        {
            var reading = MeasureOnce(session, turn.IsAlone);
            best = best is null || reading.IsBetterThan(best) ? reading : best;
            if (!best.IsNoisy || time.GetElapsedTime(start).TotalMilliseconds > options.RepeatWithinMs)
            {
                break;
            }
        }

        return best!;
    }

    private LatencyReading MeasureOnce(TorchSession session, bool isAlone)
    {
        var runs = new Durations();
        new LatencyMeter(time).Add(session, runs, options.FewestRuns, options.MostRuns, options.BudgetMs);
        return new(runs.MedianMs, runs.P95Ms, runs.Spread, !isAlone || runs.Spread > MostSpread);
    }
}
