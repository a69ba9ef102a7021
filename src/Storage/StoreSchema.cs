namespace NasCluster.Storage;

/// <summary>The version of the tables, the same for every database product.</summary>
public static class StoreSchema
{
    /// <summary>Raised with every change of a table or of the JSON inside it that older programs cannot read.</summary>
    public const int Version = 1;

    /// <summary>What a database without tables is said to have.</summary>
    public const int None = 0;

    /// <exception cref="SchemaMismatchException">The version is not <see cref="Version"/>.</exception>
    public static void Require(int found)
    {
        if (found != Version)
        {
            throw new SchemaMismatchException(found, Version);
        }
    }
}
