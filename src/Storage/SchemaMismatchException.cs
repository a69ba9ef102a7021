namespace NasCluster.Storage;

/// <summary>The database has another schema version than this program works with.</summary>
/// <param name="found">Version of the database; 0 where it has no tables yet (they were never migrated).</param>
/// <param name="expected">Version of this program.</param>
public sealed class SchemaMismatchException(int found, int expected)
    : Exception($"The database has schema version {found}; this program works with version {expected}.")
{
    public int Found { get; } = found;

    public int Expected { get; } = expected;
}
