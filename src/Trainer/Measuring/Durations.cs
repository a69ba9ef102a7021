namespace NasCluster.Trainer.Measuring;

/// <summary>Repeated measurements of one thing, in milliseconds.</summary>
internal sealed class Durations
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double TotalMs => _values.Sum();

    public double MedianMs => Quantile(0.5);

    public double P95Ms => Quantile(0.95);

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
