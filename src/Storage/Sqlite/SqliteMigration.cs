namespace NasCluster.Storage.Sqlite;

internal static class SqliteMigration
{
    /// <summary>Version of the tables, or <see cref="StoreSchema.None"/> where there are none.</summary>
    public static int VersionOf(SqliteSession session) =>
        session.Number(SqliteStatements.HasSchema) is 0
            ? StoreSchema.None
            : checked((int)session.Number(SqliteStatements.SchemaVersion)!.Value);

    /// <summary>Creates the tables where there are none; whether it had to.</summary>
    /// <exception cref="SchemaMismatchException">There are tables of another version.</exception>
    public static bool Apply(SqliteWrite write)
    {
        var created = CreateTables(write);
        write.Session.Execute(SqliteSchema.Additions);
        if (write.Session.Number(SqliteStatements.HasPlacement) is 0)
        {
            write.Session.Execute(SqliteSchema.AddPlacement);
        }

        return created;
    }

    private static bool CreateTables(SqliteWrite write)
    {
        var version = VersionOf(write.Session);
        if (version != StoreSchema.None)
        {
            StoreSchema.Require(version);
            return false;
        }

        write.Session.Execute(SqliteSchema.Create);
        write.Session.Execute(SqliteStatements.SetSchemaVersion, ("@version", StoreSchema.Version));
        return true;
    }
}
