using NasCluster.Trainer.Measuring;

namespace NasCluster.Trainer.Tests.Measuring;

public sealed class DurationsTests
{
    [Fact]
    public void Spread_IsTheDistanceOfTheQuartilesOverTheMedian()
    {
        var durations = new Durations();
        Assert.Equal(0, durations.Spread);
        foreach (var milliseconds in (int[])[10, 20, 30, 40, 50])
        {
            durations.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(20 / 30.0, durations.Spread, 1e-9);
    }

    [Fact]
    public void Quantiles_Values_AreInterpolated()
    {
        var durations = new Durations();
        foreach (var milliseconds in new[] { 40, 10, 30, 20 })
        {
            durations.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(25, durations.MedianMs, tolerance: 1e-9);
        Assert.Equal(38.5, durations.P95Ms, tolerance: 1e-9);
        Assert.Equal(100, durations.TotalMs, tolerance: 1e-9);
    }

    [Fact]
    public void Quantiles_Nothing_AreZero() => Assert.Equal(0, new Durations().MedianMs);
}
