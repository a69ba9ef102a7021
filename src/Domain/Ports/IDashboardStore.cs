using System.Collections.Immutable;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Domain.Ports;

/// <summary>
/// What pages and HTTP API keep beside the experiments: notes and tags, who did what, notices on their way; and what slots
/// did, of all experiments together.
/// </summary>
public interface IDashboardStore
{
    /// <summary>Keeps a record in place of an earlier one of the same kind and key.</summary>
    Task SaveAsync(DashboardRecord record, CancellationToken ct);

    /// <summary>The record; null where there is none.</summary>
    Task<DashboardRecord?> FindAsync(string kind, string key, CancellationToken ct);

    /// <summary>Records of a kind, by key in ordinal order from the last one down.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="before">Only keys below this one; null for all.</param>
    /// <param name="limit">At most so many; at least 1.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<ImmutableArray<DashboardRecord>> ListAsync(string kind, string? before, int limit, CancellationToken ct);

    /// <summary>Open attempts, at most 1,000 of them, and how busy slots were in a time that has just passed.</summary>
    /// <param name="span">That time.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<SlotWork> WorkAsync(SlotSpan span, CancellationToken ct);
}
