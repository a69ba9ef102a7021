using System.Data.Common;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;

namespace NasCluster.Storage.Rows;

internal static class EpochRow
{
    public const string Columns =
        "p.epoch, p.loss, p.validation_loss, p.accuracy, p.step_time_ms, p.images_per_second, p.seconds, s.content";

    public static EpochReport Read(DbDataReader row)
    {
        var columns = new RowReader(row);
        return new(
            Epoch: columns.Int(),
            Loss: columns.Double(),
            ValidationLoss: columns.Double(),
            Accuracy: columns.Double(),
            StepTimeMs: columns.Double(),
            ImagesPerSecond: columns.Double(),
            Seconds: columns.Double(),
            Supernet: StoredJson.ReadNullable(columns.TextOrNull(), DomainJson.Default.SupernetEpoch)
        );
    }
}
