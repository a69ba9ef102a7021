using System.Data.Common;
using NasCluster.Domain.Candidates;

namespace NasCluster.Storage.Rows;

internal static class CheckpointRow
{
    public const string Columns = "k.epoch, k.path, k.size, k.sha256";

    /// <summary>The checkpoint of an outer join, or null where the candidate has none.</summary>
    public static CheckpointRef? Read(DbDataReader row, int first)
    {
        if (row.IsDBNull(first))
        {
            return null;
        }

        var columns = new RowReader(row, first);
        return new(Epoch: columns.Int(), Path: columns.Text(), Size: columns.Long(), Sha256: columns.Text());
    }
}
