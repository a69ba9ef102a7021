using NasCluster.Domain.Costs;

namespace NasCluster.Domain.Experiments;

/// <summary>Hard limits; a candidate beyond one is never a result. Null: no limit.</summary>
public sealed record ConstraintSpec
{
    public long? MaxMacs { get; init; }

    public long? MaxParams { get; init; }

    /// <summary>Measured before training on the slot's device, batch 1, median.</summary>
    public double? MaxLatencyMs { get; init; }

    /// <summary>Whether the limits that can be computed without training hold.</summary>
    public bool Allow(NetworkCost cost) => !(cost.Macs.Total > MaxMacs || cost.Params > MaxParams);
}
