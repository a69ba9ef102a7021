using System.Collections.Immutable;
using NasCluster.Domain.Latency;

namespace NasCluster.Domain.Ports;

/// <summary>Keeps latency tables; one per device profile and subject.</summary>
public interface ILatencyTableStore
{
    /// <summary>Keeps a table in place of an earlier one of the same device and subject.</summary>
    Task SaveAsync(LatencyTable table, CancellationToken ct);

    /// <summary>All tables of a device, by subject.</summary>
    Task<ImmutableArray<LatencyTable>> OfDeviceAsync(string device, CancellationToken ct);

    /// <summary>All tables without their entries, by device and subject.</summary>
    Task<ImmutableArray<LatencyTableSummary>> ListAsync(CancellationToken ct);
}
