using NasCluster.Storage.Postgres;

namespace NasCluster.Storage;

/// <summary>What Orleans' ADO.NET providers are told, so that they find the tables of our migrations.</summary>
public static class PostgresOrleans
{
    /// <summary>The providers' name for Npgsql.</summary>
    public const string Invariant = "Npgsql";

    /// <exception cref="ArgumentException">It is no connection string; the message does not repeat it.</exception>
    public static string ConnectionString(string connectionString) => PostgresSettings.ForOrleans(connectionString);

    /// <summary>Host and port of the first server; null for one that is reached through a socket file.</summary>
    /// <exception cref="ArgumentException">It is no connection string; the message does not repeat it.</exception>
    public static (string Host, int Port)? HostOf(string connectionString) => PostgresSettings.HostOf(connectionString);
}
