using System.Collections.Immutable;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>Epochs of current attempts with their checkpoints. An epoch that is there already stays as it is.</summary>
internal static class RecordBatch
{
    /// <param name="write">The transaction.</param>
    /// <param name="accepted">Epochs of attempts that go on.</param>
    /// <param name="last">Epochs that results bring along; the end of their attempts notes them.</param>
    public static void Stage(
        PostgresWrite write,
        ImmutableArray<(RecordWrite Write, EpochStanding Standing)> accepted,
        ImmutableArray<(RecordWrite Write, EpochStanding Standing)> last
    )
    {
        InsertEpochs(write, [.. accepted.Where(entry => !entry.Standing.IsRecorded), .. last]);
        NoteProgress(write, [.. accepted.Select(entry => entry.Write)]);
        ReplaceCheckpoints(
            write,
            [.. accepted.Concat(last).Select(entry => entry.Write).Where(record => record.Checkpoint is not null)]
        );
    }

    private static void NoteProgress(PostgresWrite write, ImmutableArray<RecordWrite> records)
    {
        if (!records.IsEmpty)
        {
            write.Staged.Run(
                PostgresStatements.NoteProgress,
                [.. Keys(records), ("@epochs", Reported(records, report => report.Epoch))]
            );
        }
    }

    private static void InsertEpochs(
        PostgresWrite write,
        ImmutableArray<(RecordWrite Write, EpochStanding Standing)> added
    )
    {
        if (added.IsEmpty)
        {
            return;
        }

        var records = added.Select(entry => entry.Write).ToImmutableArray();
        write.Staged.Run(
            PostgresStatements.InsertEpochs,
            [
                .. Keys(records),
                ("@epochs", Reported(records, report => report.Epoch)),
                ("@losses", Reported(records, report => report.Loss)),
                ("@validationLosses", Reported(records, report => report.ValidationLoss)),
                ("@accuracies", Reported(records, report => report.Accuracy)),
                ("@stepTimes", Reported(records, report => report.StepTimeMs)),
                ("@imagesPerSecond", Reported(records, report => report.ImagesPerSecond)),
                ("@seconds", Reported(records, report => report.Seconds)),
                ("@now", write.Now),
            ]
        );
        InsertSupernetEpochs(write, [.. records.Where(record => record.Report.Supernet is not null)]);
        foreach (var ((record, standing), id) in added.Select(entry => (entry, entry.Write.Attempt.Candidate)))
        {
            var detail = EventText.Epoch(record.Report, standing.EpochsOfCandidate);
            write.Report(id.Experiment, ExperimentEventKind.Epoch, id.Number, detail);
        }
    }

    private static void InsertSupernetEpochs(PostgresWrite write, ImmutableArray<RecordWrite> records)
    {
        if (records.IsEmpty)
        {
            return;
        }

        write.Staged.Run(
            PostgresStatements.InsertSupernetEpochs,
            [
                .. Keys(records),
                ("@epochs", Reported(records, report => report.Epoch)),
                (
                    "@contents",
                    Reported(records, report => StoredJson.Of(report.Supernet!, DomainJson.Default.SupernetEpoch))
                ),
            ]
        );
    }

    private static void ReplaceCheckpoints(PostgresWrite write, ImmutableArray<RecordWrite> records)
    {
        if (records.IsEmpty)
        {
            return;
        }

        var checkpoints = records.Select(record => record.Checkpoint!).ToList();
        write.Staged.Run(
            PostgresStatements.ReplaceCheckpoints,
            [
                .. Keys(records),
                ("@epochs", checkpoints.Select(checkpoint => checkpoint.Epoch).ToArray()),
                ("@paths", checkpoints.Select(checkpoint => checkpoint.Path).ToArray()),
                ("@sizes", checkpoints.Select(checkpoint => checkpoint.Size).ToArray()),
                ("@hashes", checkpoints.Select(checkpoint => checkpoint.Sha256).ToArray()),
                ("@now", write.Now),
            ]
        );
    }

    private static (string Name, object? Value)[] Keys(ImmutableArray<RecordWrite> records) =>
        AttemptKeys.Of([.. records.Select(record => record.Attempt)]);

    private static T[] Reported<T>(ImmutableArray<RecordWrite> records, Func<EpochReport, T> field) =>
        [.. records.Select(record => field(record.Report))];
}
