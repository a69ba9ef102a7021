using System.Data.Common;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;

namespace NasCluster.Storage.Rows;

internal static class CandidateRow
{
    public const string Columns =
        "c.experiment, c.number, c.stage, c.configuration, c.epochs, c.state, c.attempts, c.crashes, c.out_of_memory, "
        + "c.infrastructure, c.failure, c.metrics, c.predicted_accuracy, c.parent, c.started_at, c.finished_at, "
        + "c.device, c.memory, c.latency_ms, c.latency_p95_ms";

    /// <summary>How many columns there are, for what follows them in the same row.</summary>
    public const int Width = 20;

    /// <exception cref="StoredDataException">The row cannot be read.</exception>
    public static Candidate Read(DbDataReader row, ConfigurationCache configurations, int first = 0)
    {
        var columns = new RowReader(row, first);
        var id = new CandidateId(columns.Text(), columns.Int());
        try
        {
            return new()
            {
                Id = id,
                Stage = columns.Text(),
                Configuration = configurations.Read(columns.Text()),
                Epochs = columns.Int(),
                State = StoredWord<CandidateState>.Parse(columns.Text()),
                Attempts = columns.Int(),
                Failures = new(Crashes: columns.Int(), OutOfMemory: columns.Int(), Infrastructure: columns.Int()),
                Failure = StoredJson.ReadNullable(columns.TextOrNull(), DomainJson.Default.CandidateFailure),
                Metrics = StoredJson.ReadNullable(columns.TextOrNull(), DomainJson.Default.CandidateMetrics),
                PredictedAccuracy = columns.DoubleOrNull(),
                Parent = columns.IntOrNull(),
                StartedAt = columns.TimeOrNull(),
                FinishedAt = columns.TimeOrNull(),
                Device = columns.TextOrNull(),
                MemoryBytes = columns.LongOrNull(),
                Latency = LatencyOf(columns.DoubleOrNull(), columns.DoubleOrNull()),
            };
        }
        catch (Exception error) when (RowReader.IsUnreadable(error))
        {
            throw new StoredDataException(id.Experiment, id.Number, error.Message, error);
        }
    }

    public static MeasuredLatency? LatencyOf(double? median, double? p95) =>
        median is { } ms ? new(ms, p95 ?? ms) : null;
}
