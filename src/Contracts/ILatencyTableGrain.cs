using System.Collections.Immutable;
using NasCluster.Domain.Latency;

namespace NasCluster.Contracts;

/// <summary>The latency tables of one device profile (the key), in memory.</summary>
[Alias("NasCluster.ILatencyTableGrain")]
public interface ILatencyTableGrain : IGrainWithStringKey
{
    /// <summary>Keeps a table in place of an earlier one of the same subject.</summary>
    /// <exception cref="ArgumentException">It is another device's.</exception>
    [ResponseTimeout("00:00:30")]
    [Alias("Save")]
    Task SaveAsync(LatencyTable table, CancellationToken ct = default);

    /// <summary>The table of a subject; null where there is none.</summary>
    [Alias("Find")]
    Task<LatencyTable?> FindAsync(string subject, CancellationToken ct = default);

    /// <summary>The estimate of a network from its blocks.</summary>
    /// <param name="blocks">The keys of all its blocks, repeated ones as often as they occur.</param>
    /// <param name="subject">The table to use; null: the first that has all blocks.</param>
    /// <param name="ct">Cancels the call.</param>
    [ResponseTimeout("00:00:30")]
    [Alias("Estimate")]
    Task<LatencyAnswer> EstimateAsync(ImmutableArray<BlockKey> blocks, string? subject, CancellationToken ct = default);
}
