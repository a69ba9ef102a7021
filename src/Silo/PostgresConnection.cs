namespace NasCluster.Silo;

/// <summary>Where the connection string of PostgreSQL is kept: it holds a password, so a command line is the worst place.</summary>
public static class PostgresConnection
{
    public const string Variable = "NASCLUSTER_POSTGRES";
    public const string FileVariable = "NASCLUSTER_POSTGRES_FILE";

    /// <summary>
    /// What was given, else the variable, else the first line of the file the other variable names; null where none is
    /// set, which means SQLite.
    /// </summary>
    /// <exception cref="SiloStartException">The file is missing, unreadable or empty.</exception>
    public static string? Find(string? given)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            return given;
        }

        if (Environment.GetEnvironmentVariable(Variable) is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        return Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } path ? Read(path) : null;
    }

    private static string Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            return text.Length > 0 ? text : throw new IOException("it is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiloStartException(
                $"{FileVariable} names '{path}', which cannot be used: {error.Message}",
                error
            );
        }
    }
}
