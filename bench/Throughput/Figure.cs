namespace NasCluster.Throughput;

/// <summary>One measured number.</summary>
/// <param name="Name">What it is of, such as "churn.8-slots.finals-per-second".</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Aim">What it should be, in words; null where there is no aim.</param>
internal sealed record Figure(string Name, double Value, string Unit, string? Aim = null);
