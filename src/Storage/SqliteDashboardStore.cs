using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Rows;
using NasCluster.Storage.Sqlite;

namespace NasCluster.Storage;

/// <summary>The dashboard's records in the SQLite file of the experiments.</summary>
public sealed class SqliteDashboardStore : IDashboardStore, IDisposable
{
    private readonly SqliteLane _lane;

    /// <param name="databasePath">The file; <see cref="SqliteExperimentStore.MigrateAsync"/> makes its tables.</param>
    /// <param name="clock">Gives the times of writes.</param>
    public SqliteDashboardStore(string databasePath, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(databasePath);
        _lane = new(new SqliteFile(databasePath).Open, clock);
    }

    public Task SaveAsync(DashboardRecord record, CancellationToken ct) =>
        _lane.WriteAsync(
            Durability.PowerLoss,
            write =>
                write.Session.Execute(
                    SharedStatements.SaveDashboardRecord,
                    ("@kind", record.Kind),
                    ("@key", record.Key),
                    ("@content", record.Content),
                    ("@now", write.Now)
                ),
            ct
        );

    public Task<DashboardRecord?> FindAsync(string kind, string key, CancellationToken ct) =>
        _lane.ReadAsync(
            session => session.First(SharedStatements.DashboardRecordByKey, Read, ("@kind", kind), ("@key", key)),
            ct
        );

    public Task<ImmutableArray<DashboardRecord>> ListAsync(
        string kind,
        string? before,
        int limit,
        CancellationToken ct
    ) =>
        _lane.ReadAsync(
            session =>
                before is null
                    ? session.All(SharedStatements.DashboardRecords, Read, ct, ("@kind", kind), ("@limit", limit))
                    : session.All(
                        SharedStatements.DashboardRecordsBefore,
                        Read,
                        ct,
                        ("@kind", kind),
                        ("@before", before),
                        ("@limit", limit)
                    ),
            ct
        );

    public Task<SlotWork> WorkAsync(SlotSpan span, CancellationToken ct) =>
        _lane.ReadAsync(
            session =>
                SlotWork.Of(
                    span,
                    session.All(SlotRow.Leases, SlotRow.ReadLease, ct),
                    session.All(SlotRow.Worked, SlotRow.ReadWorked, ct, SlotRow.Of(span))
                ),
            ct
        );

    /// <summary>Closes the file, after the call that is using it.</summary>
    public void Dispose() => _lane.Dispose();

    internal static DashboardRecord Read(DbDataReader row)
    {
        var columns = new RowReader(row);
        return new(columns.Text(), columns.Text(), columns.Text());
    }
}
