using Npgsql;

namespace NasCluster.Storage.Postgres;

/// <summary>A user's connection string with what the store and its migrations need to hold.</summary>
internal static class PostgresSettings
{
    /// <summary>
    /// A frozen holder of a lock is thrown out after 5 s. Everything the store asks for has an index; a plan that was made
    /// while a table was empty must not be kept when it is full, so plans without an index are ruled out. The planner then
    /// believes some plans to be dear, and must not compile them. Rows that are asked for are nearly always in memory; where
    /// the planner knows that, it keeps one plan for lists of any length, and does not plan short ones each time.
    /// </summary>
    private const string StoreOptions =
        "-c idle_in_transaction_session_timeout=5000 -c statement_timeout=10000 "
        + "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c random_page_cost=0.1";

    private const int DefaultPool = 20;
    private const int ConnectSeconds = 5;

    /// <summary>A little more than the server's own limit, so that it is the server that ends a statement.</summary>
    private const int CommandSeconds = 12;

    /// <exception cref="ArgumentException">It is no connection string of Npgsql; the message does not repeat it.</exception>
    public static string ForStore(string connectionString)
    {
        var settings = Parse(connectionString);
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        settings.NoResetOnClose = true;
        settings.CommandTimeout = CommandSeconds;
        settings.Options = $"{settings.Options} {StoreOptions}".Trim();
        if (!settings.ShouldSerialize("Maximum Pool Size"))
        {
            settings.MaxPoolSize = DefaultPool;
        }

        return settings.ConnectionString;
    }

    /// <summary>Migrations may take long, and keep their lock until their connection ends.</summary>
    /// <exception cref="ArgumentException">It is no connection string of Npgsql; the message does not repeat it.</exception>
    public static string ForMigrations(string connectionString)
    {
        var settings = Parse(connectionString);
        settings.Pooling = false;
        settings.CommandTimeout = 0;
        return settings.ConnectionString;
    }

    /// <summary>Orleans gives some times without saying that they are UTC.</summary>
    /// <exception cref="ArgumentException">It is no connection string of Npgsql; the message does not repeat it.</exception>
    public static string ForOrleans(string connectionString)
    {
        var settings = Parse(connectionString);
        settings.Timezone = "UTC";
        return settings.ConnectionString;
    }

    /// <summary>Host and port of the first server; null for one that is reached through a socket file.</summary>
    /// <exception cref="ArgumentException">It is no connection string of Npgsql; the message does not repeat it.</exception>
    public static (string Host, int Port)? HostOf(string connectionString)
    {
        var settings = Parse(connectionString);
        var first = settings.Host?.Split(',')[0] ?? "";
        if (first.Length == 0 || first.StartsWith('/'))
        {
            return null;
        }

        var colon = first.LastIndexOf(':');
        return colon > 0 && int.TryParse(first.AsSpan(colon + 1), out var port)
            ? (first[..colon], port)
            : (first, settings.Port);
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "nascluster",
                SearchPath = PostgresSchema.Name,
                Timeout = ConnectSeconds,
                TcpKeepAlive = true,
                // Errors would show rows.
                IncludeErrorDetail = false,
            };
            // Else each connection first looks for Kerberos' library, and complains on stderr where there is none.
            if (!settings.ShouldSerialize("GSS Encryption Mode"))
            {
                settings.GssEncryptionMode = GssEncryptionMode.Disable;
            }

            return settings;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ArgumentException(
                "It is no connection string such as 'Host=db;Database=nas;Username=nas;Password=…'.",
                nameof(connectionString)
            );
        }
    }
}
