using System.Collections.Immutable;

namespace NasCluster.Domain.Latency;

/// <summary>All tables of one device.</summary>
public sealed class LatencyTables(ImmutableArray<LatencyTable> tables)
{
    public LatencyTable? Find(string subject) => tables.FirstOrDefault(table => table.Subject == subject);

    /// <summary>The entries of all tables for these blocks, each key once, the first table's where several have it.</summary>
    public ImmutableArray<LatencyEntry> EntriesOf(IEnumerable<BlockKey> blocks)
    {
        var wanted = blocks.ToHashSet();
        return
        [
            .. tables
                .SelectMany(table => table.Entries)
                .Where(entry => wanted.Contains(entry.Key))
                .DistinctBy(entry => entry.Key),
        ];
    }

    /// <summary>The estimate from one table: a sum over several would mix calibrations.</summary>
    /// <param name="blocks">The keys of all blocks of a network.</param>
    /// <param name="subject">The table to use; null: the first that has all blocks.</param>
    public LatencyAnswer Estimate(ImmutableArray<BlockKey> blocks, string? subject)
    {
        var best = tables
            .Where(table => subject is null || table.Subject == subject)
            .Select(table => (Table: table, Missing: table.Missing(blocks)))
            .OrderBy(pair => pair.Missing.Length)
            .FirstOrDefault();
        ImmutableArray<string> subjects = [.. tables.Select(table => table.Subject)];
        return best.Table is null ? new(subjects, blocks)
            : best.Missing.IsEmpty ? new(subjects, [], best.Table.Estimate(blocks))
            : new(subjects, best.Missing);
    }
}
