using System.Collections.Immutable;
using NasCluster.Storage;

namespace NasCluster.Silo;

/// <summary>Brings a PostgreSQL database to this program's version.</summary>
public static class StoreMigration
{
    /// <summary>The schema version this program works with.</summary>
    public static int Version => PostgresMigrations.Version;

    /// <summary>Applies what is missing and names it; with <paramref name="roles"/> makes or renews the roles too.</summary>
    /// <param name="connection">Of the role that owns the tables; see <see cref="PostgresConnection"/>.</param>
    /// <param name="roles">Whether to make nascluster_app and nascluster_read.</param>
    /// <param name="ct">Undoes the migration at work.</param>
    /// <exception cref="SiloStartException">The database refuses, or is of a newer version.</exception>
    /// <exception cref="Domain.Ports.StoreAwayException">The server is away.</exception>
    public static async Task<ImmutableArray<string>> RunAsync(string connection, bool roles, CancellationToken ct)
    {
        try
        {
            var applied = await PostgresMigrations.ApplyAsync(connection, ct);
            if (roles)
            {
                await PostgresMigrations.GrantRolesAsync(connection, ct);
            }

            return applied;
        }
        catch (Exception error) when (StoreRefusal.Is(error))
        {
            throw StoreRefusal.Of(error);
        }
    }
}
