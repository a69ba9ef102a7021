using NasCluster.Domain.Experiments;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Sqlite;

/// <summary>What a write works with: the connection that holds the write lock, and the one time of all it writes.</summary>
internal sealed record SqliteWrite(SqliteSession Session, long Now, CancellationToken Ct)
{
    /// <summary>Appends an event to the experiment's history, in the same transaction as what it reports.</summary>
    public void Report(string experiment, ExperimentEventKind kind, int? candidate, string detail) =>
        Session.Execute(
            SqliteStatements.AppendEvent,
            ("@experiment", experiment),
            ("@now", Now),
            ("@kind", StoredWord<ExperimentEventKind>.Of(kind)),
            ("@candidate", candidate),
            ("@detail", detail)
        );
}
