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

    private const int MostRounds = 3;

    /// <summary>Of one image in evaluation mode; of several rounds the one with the least spread.</summary>
    public LatencyReading Measure(GraphModule module)
    {
        using var session = new TorchSession(module);
        var meter = new LatencyMeter(time);
        LatencyMeter.WarmUp(session);
        var start = time.GetTimestamp();
        LatencyReading? best = null;
        for (var round = 0; round < MostRounds; round++)
        {
            var reading = MeasureOnce(meter, session);
            best = best is null || reading.Spread < best.Spread ? reading : best;
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
        var runs = new Durations();
        meter.Add(session, runs, options.FewestRuns, options.MostRuns, options.BudgetMs);
        return new(runs.MedianMs, runs.P95Ms, runs.Spread, !turn.IsAlone || runs.Spread > MostSpread);
    }
}
