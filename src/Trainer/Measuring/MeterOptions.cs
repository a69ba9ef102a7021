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

    /// <summary>More rounds where one is noisy: for who trains nothing meanwhile.</summary>
    public static MeterOptions Patient { get; } = new() { RepeatWithinMs = 500 };

    public int FewestRuns { get; init; } = 20;

    public int MostRuns { get; init; } = 100;

    /// <summary>Beyond the fewest there are only runs within it: short rounds, so that some fall between disturbances.</summary>
    public double BudgetMs { get; init; } = 20;

    /// <summary>After it a noisy measurement is not repeated.</summary>
    public double RepeatWithinMs { get; init; } = 100;
}
