using System.Data.Common;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;

namespace NasCluster.Storage.Rows;

internal static class EventRow
{
    public const string Columns = "v.experiment, v.sequence, v.at, v.kind, v.candidate, v.detail";

    /// <exception cref="StoredDataException">The row cannot be read.</exception>
    public static ExperimentEvent Read(DbDataReader row)
    {
        var columns = new RowReader(row);
        var experiment = columns.Text();
        try
        {
            return new(
                Sequence: columns.Long(),
                At: columns.Time(),
                Kind: StoredWord<ExperimentEventKind>.Parse(columns.Text()),
                Candidate: columns.IntOrNull(),
                Detail: columns.Text()
            );
        }
        catch (Exception error) when (RowReader.IsUnreadable(error))
        {
            throw new StoredDataException(experiment, null, $"an event is broken: {error.Message}", error);
        }
    }
}
