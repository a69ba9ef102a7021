using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;

namespace NasCluster.Grains;

/// <summary>Serves the tables of one device from memory; the store has them.</summary>
internal sealed class LatencyTableGrain(ILatencyTableStore store) : Grain, ILatencyTableGrain
{
    private LatencyTables? _tables;

    public async Task SaveAsync(LatencyTable table, CancellationToken ct = default)
    {
        var device = this.GetPrimaryKeyString();
        if (table.Device != device)
        {
            throw new ArgumentException($"The table is of '{table.Device}', not of '{device}'.", nameof(table));
        }

        // Read anew after the write, whether or not it succeeded.
        _tables = null;
        await store.SaveAsync(table, ct);
    }

    public async Task<LatencyTable?> FindAsync(string subject, CancellationToken ct = default) =>
        (await TablesAsync(ct)).Find(subject);

    public async Task<LatencyAnswer> EstimateAsync(
        ImmutableArray<BlockKey> blocks,
        string? subject,
        CancellationToken ct = default
    ) => (await TablesAsync(ct)).Estimate(blocks, subject);

    private async Task<LatencyTables> TablesAsync(CancellationToken ct) =>
        _tables ??= new(await store.OfDeviceAsync(this.GetPrimaryKeyString(), ct));
}
