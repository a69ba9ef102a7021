namespace NasCluster.Domain.Prediction;

/// <summary>Maps targets to zero mean and unit spread, and predictions back.</summary>
internal sealed record Scaler(double Mean, double Deviation)
{
    private const double Smallest = 1e-6;

    public static Scaler Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / values.Count;
        return new(mean, Math.Max(Smallest, Math.Sqrt(variance)));
    }

    public float Scale(double value) => (float)((value - Mean) / Deviation);

    public double Restore(double scaled) => scaled * Deviation + Mean;
}
