using System.Data.Common;
using System.Diagnostics;
using NasCluster.Domain.Ports;
using Npgsql;

namespace NasCluster.Storage.Postgres;

/// <summary>The pool of connections to one database, and the patience with it.</summary>
internal sealed class PostgresSource(string connectionString) : IDisposable
{
    private const int MostConflicts = 5;
    private const int FirstPauseMs = 20;
    private const int LongestPauseMs = 1000;
    private static readonly TimeSpan ShortPatience = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource _connections = NpgsqlDataSource.Create(connectionString);
    private volatile bool _checked;
    private volatile bool _disposed;

    /// <summary>Opens a connection to tables of the right version.</summary>
    /// <exception cref="SchemaMismatchException">The tables are missing or of another version.</exception>
    /// <exception cref="NpgsqlException">The server is away or refuses.</exception>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var connection = await _connections.OpenConnectionAsync(ct).ConfigureAwait(false);
        if (_checked)
        {
            return connection;
        }

        try
        {
            (await AppliedMigrations.ReadAsync(connection, ct).ConfigureAwait(false)).Require();
            _checked = true;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Looks whether the database can be worked with.</summary>
    /// <exception cref="SchemaMismatchException">The tables are missing or of another version.</exception>
    /// <exception cref="StoreAwayException">The server is away.</exception>
    public Task<bool> CheckAsync(CancellationToken ct) =>
        PatientlyAsync(
            async () =>
            {
                await using var connection = await OpenAsync(ct).ConfigureAwait(false);
                return true;
            },
            ct
        );

    /// <summary>Rows of one query, tried again on a new connection where the first one was lost.</summary>
    /// <exception cref="StoreAwayException">The server is away.</exception>
    public Task<List<T>> QueryAsync<T>(
        string sql,
        Func<DbDataReader, T> read,
        CancellationToken ct,
        params (string Name, object? Value)[] parameters
    ) =>
        PatientlyAsync(
            async () =>
            {
                await using var connection = await OpenAsync(ct).ConfigureAwait(false);
                var rows = new List<T>();
                await new PostgresBatch(connection)
                    .Read(sql, row => rows.Add(read(row)), parameters)
                    .SendAsync(ct)
                    .ConfigureAwait(false);
                return rows;
            },
            ct
        );

    /// <summary>Tries again while the server is away, half a second unless told otherwise, and after a conflict.</summary>
    /// <exception cref="StoreAwayException">The server is still away, or did not answer in time.</exception>
    public async Task<T> PatientlyAsync<T>(Func<Task<T>> work, CancellationToken ct, TimeSpan? patience = null)
    {
        var waited = Stopwatch.StartNew();
        for (var tries = 1; ; tries++)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsAway(error))
            {
                // After a restart of the server every connection of the pool is dead, not only this one.
                _connections.Clear();
                if (waited.Elapsed >= (patience ?? ShortPatience) || PostgresErrors.IsTooLate(error))
                {
                    throw PostgresErrors.Report(error);
                }
            }
            catch (Exception error) when (PostgresErrors.IsConflict(error) && tries < MostConflicts) { }

            await Task.Delay(Pause(tries), ct).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _connections.Dispose();
    }

    /// <summary>Twice as long each time, by chance up to half as long again or less: many clients come back at once.</summary>
    private static TimeSpan Pause(int tries) =>
        TimeSpan.FromMilliseconds(
            Math.Min(FirstPauseMs * Math.Pow(2, tries - 1), LongestPauseMs) * (0.5 + Random.Shared.NextDouble())
        );
}
