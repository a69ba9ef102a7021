using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Storage.Postgres;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage;

/// <summary>Latency tables in the PostgreSQL database of the experiments, each as one JSON document.</summary>
public sealed class PostgresLatencyTableStore : ILatencyTableStore, IDisposable
{
    private readonly PostgresSource _source;
    private readonly PostgresTransactions _transactions;

    /// <param name="connectionString">Of Npgsql; <see cref="PostgresMigrations"/> make the tables.</param>
    /// <param name="clock">Times of writes; null for the database's clock.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public PostgresLatencyTableStore(string connectionString, TimeProvider? clock = null)
    {
        _source = new(PostgresSettings.ForStore(connectionString));
        _transactions = new(_source, clock);
    }

    public Task SaveAsync(LatencyTable table, CancellationToken ct) =>
        _transactions.RunAsync(
            CommitWait.Flushed,
            async write =>
            {
                await write.OpenAsync(write.Begin()).ConfigureAwait(false);
                write.Staged.Run(
                    SharedStatements.SaveLatencyTable,
                    ("@device", table.Device),
                    ("@subject", table.Subject),
                    ("@content", StoredJson.Of(table, DomainJson.Default.LatencyTable)),
                    ("@now", write.Now)
                );
                return true;
            },
            ct
        );

    public async Task<ImmutableArray<LatencyTable>> OfDeviceAsync(string device, CancellationToken ct) =>
        [
            .. await _source
                .QueryAsync(SharedStatements.LatencyTablesOfDevice, Read, ct, ("@device", device))
                .ConfigureAwait(false),
        ];

    public async Task<ImmutableArray<LatencyTableSummary>> ListAsync(CancellationToken ct) =>
        [
            .. await _source
                .QueryAsync(SharedStatements.LatencyTables, row => Read(row).Summary, ct)
                .ConfigureAwait(false),
        ];

    public void Dispose() => _source.Dispose();

    private static LatencyTable Read(DbDataReader row) =>
        StoredJson.Read(new RowReader(row).Text(), DomainJson.Default.LatencyTable);
}
