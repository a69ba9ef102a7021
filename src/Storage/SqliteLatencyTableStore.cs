using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Storage.Rows;
using NasCluster.Storage.Sqlite;

namespace NasCluster.Storage;

/// <summary>Latency tables in the SQLite file of the experiments, each as one JSON document.</summary>
public sealed class SqliteLatencyTableStore : ILatencyTableStore, IDisposable
{
    private readonly SqliteLane _lane;

    /// <param name="databasePath">The file; <see cref="SqliteExperimentStore.MigrateAsync"/> makes its tables.</param>
    /// <param name="clock">Gives the times of writes.</param>
    public SqliteLatencyTableStore(string databasePath, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(databasePath);
        _lane = new(new SqliteFile(databasePath).Open, clock);
    }

    public Task SaveAsync(LatencyTable table, CancellationToken ct) =>
        _lane.WriteAsync(
            Durability.PowerLoss,
            write =>
                write.Session.Execute(
                    SharedStatements.SaveLatencyTable,
                    ("@device", table.Device),
                    ("@subject", table.Subject),
                    ("@content", StoredJson.Of(table, DomainJson.Default.LatencyTable)),
                    ("@now", write.Now)
                ),
            ct
        );

    public Task<ImmutableArray<LatencyTable>> OfDeviceAsync(string device, CancellationToken ct) =>
        _lane.ReadAsync(
            session => session.All(SharedStatements.LatencyTablesOfDevice, Read, ct, ("@device", device)),
            ct
        );

    public Task<ImmutableArray<LatencyTableSummary>> ListAsync(CancellationToken ct) =>
        _lane.ReadAsync(session => session.All(SharedStatements.LatencyTables, row => Read(row).Summary, ct), ct);

    /// <summary>Closes the file, after the call that is using it.</summary>
    public void Dispose() => _lane.Dispose();

    private static LatencyTable Read(DbDataReader row) =>
        StoredJson.Read(new RowReader(row).Text(), DomainJson.Default.LatencyTable);
}
