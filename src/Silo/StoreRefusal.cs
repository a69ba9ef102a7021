using System.Data.Common;
using NasCluster.Storage;

namespace NasCluster.Silo;

/// <summary>Errors of a store that waiting does not mend: wrong version, wrong password, no such database.</summary>
internal static class StoreRefusal
{
    public static bool Is(Exception error) =>
        error is SchemaMismatchException or MigrationChangedException or DbException or ArgumentException;

    public static SiloStartException Of(Exception error) =>
        new($"The store cannot be opened: {error.Message}{Advice(error)}", error);

    private static string Advice(Exception error) =>
        error is SchemaMismatchException mismatch && mismatch.Found < mismatch.Expected
            ? " 'nas migrate' brings it there."
            : "";
}
