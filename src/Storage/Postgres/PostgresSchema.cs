namespace NasCluster.Storage.Postgres;

/// <summary>The schema that holds all our tables, those of Orleans too.</summary>
internal static class PostgresSchema
{
    public const string Name = "nascluster";

    /// <summary>The version this program works with: the number of its last migration.</summary>
    public static int Version { get; } = Migration.All[^1].Number;
}
