using System.Data.Common;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Rows;

internal static class RivalRow
{
    public const string Columns =
        "o.configuration, o.latency_ms, o.latency_p95_ms, p.accuracy, p.validation_loss, p.step_time_ms";

    public static Rival Read(DbDataReader row, ConfigurationCache configurations)
    {
        var columns = new RowReader(row);
        return new(
            configurations.Read(columns.Text()),
            CandidateRow.LatencyOf(columns.DoubleOrNull(), columns.DoubleOrNull()),
            Accuracy: columns.Double(),
            Loss: columns.Double(),
            StepTimeMs: columns.Double()
        );
    }
}
