using System.Collections.Immutable;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Contracts;

/// <summary>What the dashboard keeps in the cluster's store; key 0.</summary>
[Alias("NasCluster.IDashboardGrain")]
public interface IDashboardGrain : IGrainWithIntegerKey
{
    /// <summary>Keeps a record in place of an earlier one of the same kind and key.</summary>
    [Alias("Save")]
    Task SaveAsync(DashboardRecord record, CancellationToken ct = default);

    /// <summary>The record; null where there is none.</summary>
    [Alias("Find")]
    Task<DashboardRecord?> FindAsync(string kind, string key, CancellationToken ct = default);

    /// <summary>Records of a kind, by key from the last one down.</summary>
    [Alias("List")]
    Task<ImmutableArray<DashboardRecord>> ListAsync(
        string kind,
        string? before,
        int limit,
        CancellationToken ct = default
    );

    /// <summary>Open attempts, and how busy slots were in a time that has just passed.</summary>
    [Alias("Work")]
    Task<SlotWork> WorkAsync(SlotSpan span, CancellationToken ct = default);
}
