namespace NasCluster.Trainer.Measuring;

/// <summary>How long inference is measured, while nobody else trains on the device.</summary>
internal sealed record MeterOptions
{
    /// <summary>A single run: for who needs no latency.</summary>
    public static MeterOptions Rough { get; } =
        new()
        {
            FewestRuns = 1,
            MostRuns = 1,
            RepeatWithinMs = 0,
        };

    public int FewestRuns { get; init; } = 20;

    public int MostRuns { get; init; } = 100;

    /// <summary>Beyond the fewest there are only runs within it.</summary>
    public double BudgetMs { get; init; } = 60;

    /// <summary>After it a noisy measurement is not repeated.</summary>
    public double RepeatWithinMs { get; init; } = 250;
}
