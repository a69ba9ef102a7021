using System.Data.Common;
using Npgsql;

namespace NasCluster.Storage.Postgres;

/// <summary>Statements that go to the server together and take one round trip; the first that fails ends the rest.</summary>
internal sealed class PostgresBatch(NpgsqlConnection connection)
{
    private readonly List<NpgsqlBatchCommand> _commands = [];
    private readonly List<Action<DbDataReader>> _readers = [];

    /// <summary>Adds a statement that returns no rows.</summary>
    public PostgresBatch Run(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        Add(sql, parameters);
        return this;
    }

    /// <summary>Adds a statement whose rows are given to <paramref name="row"/> one by one.</summary>
    public PostgresBatch Read(
        string sql,
        Action<DbDataReader> row,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        Add(sql, parameters);
        _readers.Add(row);
        return this;
    }

    /// <summary>Adds a query that is run for the locks it takes.</summary>
    public PostgresBatch Lock(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Read(sql, _ => { }, parameters);

    /// <exception cref="NpgsqlException">A statement failed, or the server is away.</exception>
    public async Task SendAsync(CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        _commands.ForEach(batch.BatchCommands.Add);
        await using var rows = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
        foreach (var read in _readers)
        {
            while (await rows.ReadAsync(ct).ConfigureAwait(false))
            {
                read(rows);
            }

            await rows.NextResultAsync(ct).ConfigureAwait(false);
        }

        // Errors of the statements after the last rows are thrown here.
        while (await rows.NextResultAsync(ct).ConfigureAwait(false)) { }
    }

    private void Add(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, Sendable(value));
        }

        _commands.Add(command);
    }

    private static object Sendable(object? value) =>
        value switch
        {
            null => DBNull.Value,
            string text => PostgresText.Of(text),
            string?[] texts => Array.ConvertAll(texts, text => text is null ? null : PostgresText.Of(text)),
            _ => value,
        };
}
