using System.Collections.Frozen;
using NasCluster.Domain.Ports;
using Npgsql;

namespace NasCluster.Storage.Postgres;

/// <summary>Which errors pass by themselves.</summary>
internal static class PostgresErrors
{
    /// <summary>idle_in_transaction_session_timeout, which Npgsql has no name for.</summary>
    private const string IdleInTransaction = "25P03";

    /// <summary>The transaction had bad luck with another one and was undone.</summary>
    private static readonly FrozenSet<string> Conflicts = FrozenSet.Create(
        PostgresErrorCodes.SerializationFailure,
        PostgresErrorCodes.DeadlockDetected
    );

    /// <summary>The server stops, starts, has no connection or no room free, or does not come to an end with a statement.</summary>
    private static readonly FrozenSet<string> Away = FrozenSet.Create(
        PostgresErrorCodes.AdminShutdown,
        PostgresErrorCodes.CrashShutdown,
        PostgresErrorCodes.CannotConnectNow,
        PostgresErrorCodes.TooManyConnections,
        PostgresErrorCodes.QueryCanceled,
        PostgresErrorCodes.DiskFull,
        IdleInTransaction
    );

    public static bool IsConflict(Exception error) =>
        error is PostgresException { SqlState: var state } && Conflicts.Contains(state);

    public static bool IsAway(Exception error) =>
        error switch
        {
            PostgresException server => Away.Contains(server.SqlState)
                || server.SqlState.StartsWith("08", StringComparison.Ordinal),
            // Of the client's own errors those with a cause are of the network: broken, refused, too late.
            NpgsqlException { InnerException: not null } => true,
            NpgsqlException client => client.IsTransient,
            _ => false,
        };

    /// <summary>A server that did not answer in time has had its chance: trying again would multiply the wait.</summary>
    public static bool IsTooLate(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled }
        || error.InnerException is TimeoutException;

    public static StoreAwayException Report(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
            ? new($"The database's disk is full; work goes on when there is room again: {error.Message}", error)
            : new($"The database is away: {error.Message}", error);
}
