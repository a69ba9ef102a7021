using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using NasCluster.Domain.Ports;
using SQLitePCL;

namespace NasCluster.Storage.Sqlite;

/// <summary>One open connection with its prepared statements; for one caller at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Prepare(sql, parameters).ExecuteNonQuery();

    /// <summary>First column of the first row, or null where there is no row.</summary>
    public long? Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        (long?)Prepare(sql, parameters).ExecuteScalar();

    public T? First<T>(
        string sql,
        Func<DbDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
        where T : class
    {
        using var rows = Prepare(sql, parameters).ExecuteReader();
        return rows.Read() ? read(rows) : null;
    }

    public ImmutableArray<T> All<T>(
        string sql,
        Func<DbDataReader, T> read,
        CancellationToken ct,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        var all = ImmutableArray.CreateBuilder<T>();
        using var rows = Prepare(sql, parameters).ExecuteReader();
        while (rows.Read())
        {
            ct.ThrowIfCancellationRequested();
            all.Add(read(rows));
        }

        return all.ToImmutable();
    }

    /// <summary>The first rows that can be read, at most <paramref name="limit"/> of them.</summary>
    public ImmutableArray<T> Readable<T>(
        string sql,
        Func<DbDataReader, T> read,
        int limit,
        CancellationToken ct,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        var readable = ImmutableArray.CreateBuilder<T>();
        using var rows = Prepare(sql, parameters).ExecuteReader();
        while (readable.Count < limit && rows.Read())
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                readable.Add(read(rows));
            }
            catch (StoredDataException)
            {
                // Whoever asks for that very row is told; the experiments beside it are not held up.
            }
        }

        return readable.ToImmutable();
    }

    /// <summary>Takes the database's write lock; false where another process or store object has it.</summary>
    /// <remarks>Past the provider, which would block the thread for a second at least before it gives up.</remarks>
    public bool TryBegin()
    {
        var result = raw.sqlite3_exec(connection.Handle, "begin immediate");
        if (result is raw.SQLITE_BUSY)
        {
            return false;
        }

        SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return true;
    }

    public void Commit() =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, "commit"), connection.Handle);

    /// <summary>Undoes what was begun. Its own error is not reported: the one that led here says more.</summary>
    public void Rollback() => _ = raw.sqlite3_exec(connection.Handle, "rollback");

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }

        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
