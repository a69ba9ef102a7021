using System.CommandLine;

namespace NasCluster.Cli.Sessions;

/// <summary>Options that several commands share.</summary>
internal static class StoreOptions
{
    public static Option<string> Store() =>
        new("--store")
        {
            Description = "Folder with the database, checkpoints and logs.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("NASCLUSTER_STORE") ?? ".nas",
        };

    /// <summary>Optional: the environment is the better place for a password.</summary>
    public static Option<string?> Postgres(string name) =>
        new(name)
        {
            Description =
                "Connection string of PostgreSQL. Other users see a command line: better set NASCLUSTER_POSTGRES, or "
                + "NASCLUSTER_POSTGRES_FILE to a file that holds it.",
        };

    public static Option<bool> Json() =>
        new("--json") { Description = "One JSON document on stdout; everything else on stderr." };

    public static Argument<string> Experiment() =>
        new("experiment") { Description = "Id of an experiment; 'nas list' shows them." };
}
