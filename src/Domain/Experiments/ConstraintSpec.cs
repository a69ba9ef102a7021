using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Experiments;

/// <summary>Hard limits; a candidate beyond one is never a result. Null: no limit.</summary>
public sealed record ConstraintSpec
{
    public long? MaxMacs { get; init; }

    public long? MaxParams { get; init; }

    /// <summary>Measured before training on the slot's device, batch 1, median.</summary>
    public double? MaxLatencyMs { get; init; }

    /// <summary>Limits on costs by name.</summary>
    /// <remarks>Experiments stored by an earlier version have none.</remarks>
    public ImmutableArray<LimitSpec> Limits
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>All limits, those with keys of their own included.</summary>
    [JsonIgnore]
    public IEnumerable<LimitSpec> All =>
        new[]
        {
            new LimitSpec(Metric.Macs, Max: MaxMacs),
            new LimitSpec(Metric.Params, Max: MaxParams),
            new LimitSpec(Metric.LatencyMs, Max: MaxLatencyMs),
        }
            .Where(limit => limit.Max is not null)
            .Concat(Limits);

    /// <summary>Whether costs that are known keep all limits on them.</summary>
    /// <param name="costOf">The cost of a name; null where it is not known.</param>
    public bool Allow(Func<string, double?> costOf) =>
        All.All(limit => costOf(limit.Metric) is not { } cost || limit.Allows(cost));

    /// <summary>Whether the limits that can be computed without training hold.</summary>
    public bool Allow(NetworkCost cost) => Allow(name => Metric.Of(cost, name));
}
