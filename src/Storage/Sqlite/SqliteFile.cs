using Microsoft.Data.Sqlite;

namespace NasCluster.Storage.Sqlite;

/// <summary>The database file: how it is made and opened.</summary>
internal sealed class SqliteFile(string path)
{
    /// <summary>How long SQLite itself waits, in milliseconds, before the caller waits without holding a thread.</summary>
    private const int BusyMs = 20;

    private readonly string _path = Path.GetFullPath(path);

    /// <summary>Opens the file and creates it where it is missing; the tables may be of any version.</summary>
    public SqliteSession Create()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        return Open(SqliteOpenMode.ReadWriteCreate);
    }

    /// <exception cref="SchemaMismatchException">The tables are missing or of another version.</exception>
    public SqliteSession Open()
    {
        if (!File.Exists(_path))
        {
            StoreSchema.Require(StoreSchema.None);
        }

        var session = Open(SqliteOpenMode.ReadWrite);
        try
        {
            StoreSchema.Require(SqliteMigration.VersionOf(session));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private SqliteSession Open(SqliteOpenMode mode)
    {
        // Without the pool, closing a store closes its file.
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = mode,
            ForeignKeys = true,
            Pooling = false,
        };
        var connection = new SqliteConnection(text.ConnectionString);
        try
        {
            connection.Open();
            UseWriteAheadLog(connection);
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void UseWriteAheadLog(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma busy_timeout = {BusyMs}; pragma journal_mode = wal";
        using var rows = command.ExecuteReader();
        rows.NextResult();
        if (!rows.Read() || rows.GetString(0) != "wal")
        {
            throw new InvalidOperationException(
                $"'{_path}' cannot be used with a write-ahead log; is it on a network file system?"
            );
        }
    }
}
