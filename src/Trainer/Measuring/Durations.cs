namespace NasCluster.Trainer.Measuring;

/// <summary>Repeated measurements of one thing, in milliseconds.</summary>
internal sealed class Durations
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double TotalMs => _values.Sum();

    public double MedianMs => Quantile(0.5);

    public double P95Ms => Quantile(0.95);

    /// <summary>Distance of the quartiles over the median, at least 0: how far the measurement is to be trusted.</summary>
    public double Spread => MedianMs > 0 ? (Quantile(0.75) - Quantile(0.25)) / MedianMs : 0;

    public void Add(TimeSpan duration) => _values.Add(duration.TotalMilliseconds);

    /// <summary>Interpolated between neighbours; 0 where nothing was measured.</summary>
    private double Quantile(double share)
    {
        if (_values.Count == 0)
        {
            return 0;
        }

        var sorted = _values.Order().ToList();
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
