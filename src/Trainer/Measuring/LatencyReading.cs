namespace NasCluster.Trainer.Measuring;

/// <summary>An inference time in milliseconds.</summary>
/// <param name="MedianMs">Of the runs.</param>
/// <param name="P95Ms">Of the runs.</param>
/// <param name="Spread">Distance of the quartiles over the median.</param>
/// <param name="IsNoisy">The spread is above <see cref="IsolatedMeter.MostSpread"/>, or somebody else used the device.</param>
internal sealed record LatencyReading(double MedianMs, double P95Ms, double Spread, bool IsNoisy)
{
    /// <summary>Whether it is to be trusted more: one that is not noisy, then the one with the least spread.</summary>
    public bool IsBetterThan(LatencyReading other) => IsNoisy == other.IsNoisy ? Spread < other.Spread : other.IsNoisy;
}
