using System.Collections.Immutable;
using NasCluster.Domain.Latency;

namespace NasCluster.Contracts;

/// <summary>Knows which latency tables there are; key 0.</summary>
[Alias("NasCluster.ILatencyIndexGrain")]
public interface ILatencyIndexGrain : IGrainWithIntegerKey
{
    /// <summary>All tables without their entries, by device and subject.</summary>
    [Alias("List")]
    Task<ImmutableArray<LatencyTableSummary>> ListAsync(CancellationToken ct = default);
}
