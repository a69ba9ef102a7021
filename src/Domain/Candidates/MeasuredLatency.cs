namespace NasCluster.Domain.Candidates;

/// <summary>Inference times of one image in milliseconds.</summary>
/// <param name="MedianMs">Half of the runs took no longer; at least 0.</param>
/// <param name="P95Ms">95 of 100 runs took no longer; at least 0.</param>
public sealed record MeasuredLatency(double MedianMs, double P95Ms)
{
    /// <summary>Distance of the quartiles over the median, at least 0; null where nobody said.</summary>
    public double? Spread { get; init; }

    /// <summary>Whether the measurement is not to be trusted much; null where nobody said.</summary>
    public bool? Noisy { get; init; }
}
