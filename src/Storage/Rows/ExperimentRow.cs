using System.Data.Common;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;

namespace NasCluster.Storage.Rows;

internal static class ExperimentRow
{
    public const string Columns = "e.id, e.spec, e.dataset, e.state, e.reason, e.version, e.created_at, e.finished_at";

    /// <summary>Each is a few kilobytes, and never changes.</summary>
    private static readonly ParsedTexts<ExperimentSpec> Specs = new(DomainJson.Default.ExperimentSpec, 1000);

    /// <summary>How many columns there are, for what follows them in the same row.</summary>
    public const int Width = 8;

    /// <exception cref="StoredDataException">The row cannot be read.</exception>
    public static Experiment Read(DbDataReader row)
    {
        var columns = new RowReader(row);
        var id = columns.Text();
        try
        {
            return new()
            {
                Id = id,
                Spec = Specs.Read(columns.Text()),
                Dataset = StoredJson.Read(columns.Text(), DomainJson.Default.DatasetDescription),
                State = StoredWord<ExperimentState>.Parse(columns.Text()),
                Reason = columns.TextOrNull(),
                Version = columns.Long(),
                CreatedAt = columns.Time(),
                FinishedAt = columns.TimeOrNull(),
            };
        }
        catch (Exception error) when (RowReader.IsUnreadable(error))
        {
            throw new StoredDataException(id, null, error.Message, error);
        }
    }

    /// <exception cref="StoredDataException">It is no word of this program.</exception>
    public static ExperimentState ParseState(string experiment, string word)
    {
        try
        {
            return StoredWord<ExperimentState>.Parse(word);
        }
        catch (FormatException error)
        {
            throw new StoredDataException(experiment, null, error.Message, error);
        }
    }

    /// <summary>Null where the row cannot be read: whoever asks for that very experiment is told.</summary>
    public static Experiment? ReadOrNull(DbDataReader row)
    {
        try
        {
            return Read(row);
        }
        catch (StoredDataException)
        {
            return null;
        }
    }
}
