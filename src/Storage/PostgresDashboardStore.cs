using System.Collections.Immutable;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Postgres;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage;

/// <summary>The dashboard's records in the PostgreSQL database of the experiments.</summary>
public sealed class PostgresDashboardStore : IDashboardStore, IDisposable
{
    private readonly PostgresSource _source;
    private readonly PostgresTransactions _transactions;

    /// <param name="connectionString">Of Npgsql; <see cref="PostgresMigrations"/> make the tables.</param>
    /// <param name="clock">Times of writes; null for the database's clock.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public PostgresDashboardStore(string connectionString, TimeProvider? clock = null)
    {
        _source = new(PostgresSettings.ForStore(connectionString));
        _transactions = new(_source, clock);
    }

    public Task SaveAsync(DashboardRecord record, CancellationToken ct) =>
        _transactions.RunAsync(
            CommitWait.Flushed,
            async write =>
            {
                await write.OpenAsync(write.Begin()).ConfigureAwait(false);
                write.Staged.Run(
                    SharedStatements.SaveDashboardRecord,
                    ("@kind", record.Kind),
                    ("@key", record.Key),
                    ("@content", record.Content),
                    ("@now", write.Now)
                );
                return true;
            },
            ct
        );

    public async Task<DashboardRecord?> FindAsync(string kind, string key, CancellationToken ct)
    {
        var found = await _source
            .QueryAsync(
                SharedStatements.DashboardRecordByKey,
                SqliteDashboardStore.Read,
                ct,
                ("@kind", kind),
                ("@key", key)
            )
            .ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    public async Task<ImmutableArray<DashboardRecord>> ListAsync(
        string kind,
        string? before,
        int limit,
        CancellationToken ct
    ) =>
        [
            .. before is null
                ? await _source
                    .QueryAsync(
                        SharedStatements.DashboardRecords,
                        SqliteDashboardStore.Read,
                        ct,
                        ("@kind", kind),
                        ("@limit", limit)
                    )
                    .ConfigureAwait(false)
                : await _source
                    .QueryAsync(
                        SharedStatements.DashboardRecordsBefore,
                        SqliteDashboardStore.Read,
                        ct,
                        ("@kind", kind),
                        ("@before", before),
                        ("@limit", limit)
                    )
                    .ConfigureAwait(false),
        ];

    public async Task<SlotWork> WorkAsync(SlotSpan span, CancellationToken ct) =>
        SlotWork.Of(
            span,
            [.. await _source.QueryAsync(SlotRow.Leases, SlotRow.ReadLease, ct).ConfigureAwait(false)],
            await _source.QueryAsync(SlotRow.Worked, SlotRow.ReadWorked, ct, SlotRow.Of(span)).ConfigureAwait(false)
        );

    public void Dispose() => _source.Dispose();
}
