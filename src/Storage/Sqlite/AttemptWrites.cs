using System.Data.Common;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Sqlite;

/// <summary>The life of an attempt: claim, record, settle. All but the claim are fenced.</summary>
internal static class AttemptWrites
{
    private const int ExperimentColumns = ExperimentRow.Width;
    private const int CheckpointColumns = ExperimentRow.Width + CandidateRow.Width;

    public static Assignment? Claim(SqliteWrite write, string owner, SlotOffer offer, ConfigurationCache configurations)
    {
        var ready = write.Session.Readable(
            SqliteStatements.FirstReady,
            row => Offer(row, owner, configurations),
            limit: 1,
            write.Ct,
            ("@devices", $"|{string.Join('|', offer.Devices)}|"),
            ("@memory", offer.MemoryBytes)
        );
        return ready is [var found] ? Open(write, found) : null;
    }

    public static bool Record(SqliteWrite write, AttemptRef attempt, EpochReport report, CheckpointRef? checkpoint)
    {
        if (write.Session.Number(SqliteStatements.Fence, Identity.Of(attempt)) is not { } epochs)
        {
            return false;
        }

        if (InsertEpoch(write, attempt, report))
        {
            InsertSupernetEpoch(write, attempt, report);
            write.Report(
                attempt.Candidate.Experiment,
                ExperimentEventKind.Epoch,
                attempt.Candidate.Number,
                EventText.Epoch(report, (int)epochs)
            );
        }

        write.Session.Execute(SqliteStatements.NoteProgress, [.. Identity.Of(attempt), ("@epoch", report.Epoch)]);
        if (checkpoint is not null)
        {
            ReplaceCheckpoint(write, attempt, checkpoint);
        }

        return true;
    }

    public static bool Settle(SqliteWrite write, AttemptRef attempt, Settlement settlement)
    {
        if (settlement.Last is { } last && !Record(write, attempt, last.Report, last.Checkpoint))
        {
            return false;
        }

        var cause = EndCause.Of(settlement);
        if (!End(write, attempt, cause, settlement.Failure?.Message))
        {
            return false;
        }

        write.Session.Execute(
            SqliteStatements.SettleCandidate,
            [
                .. Identity.Of(attempt.Candidate),
                ("@state", StoredWord<CandidateState>.Of(settlement.Next)),
                ("@crashes", settlement.Failures.Crashes),
                ("@outOfMemory", settlement.Failures.OutOfMemory),
                ("@infrastructure", settlement.Failures.Infrastructure),
                ("@failure", settlement.FinalFailureJson()),
                ("@metrics", settlement.FinalMetricsJson()),
                ("@finished", settlement.Next.IsFinal ? write.Now : null),
                ("@device", settlement.Device),
                ("@latency", settlement.Latency?.MedianMs),
                ("@latencyTail", settlement.Latency?.P95Ms),
            ]
        );
        write.Report(
            attempt.Candidate.Experiment,
            EventKinds.For(settlement),
            attempt.Candidate.Number,
            EventText.Settled(settlement)
        );
        return true;
    }

    /// <summary>Ends an attempt that is current; false where it is not.</summary>
    public static bool End(SqliteWrite write, AttemptRef attempt, string cause, string? message) =>
        write.Session.Execute(
            SqliteStatements.EndAttempt,
            [.. Identity.Of(attempt), ("@now", write.Now), ("@cause", cause), ("@message", message)]
        ) == 1;

    private static Assignment Offer(DbDataReader row, string owner, ConfigurationCache configurations)
    {
        var candidate = CandidateRow.Read(row, configurations, ExperimentColumns);
        return new(
            new(candidate.Id, candidate.Attempts + 1, owner),
            candidate,
            ExperimentRow.Read(row),
            CheckpointRow.Read(row, CheckpointColumns)
        );
    }

    private static Assignment Open(SqliteWrite write, Assignment offer)
    {
        var (attempt, candidate, experiment, _) = offer;
        var now = ("@now", write.Now);
        write.Session.Execute(SqliteStatements.StartCandidate, [.. Identity.Of(candidate.Id), now]);
        var lease = StoredTime.OfSeconds(experiment.Spec.Policy.LeaseSeconds);
        write.Session.Execute(SqliteStatements.InsertAttempt, [.. Identity.Of(attempt), ("@lease", lease), now]);
        write.Report(
            experiment.Id,
            ExperimentEventKind.Started,
            candidate.Id.Number,
            EventText.Started(attempt.Number, attempt.Owner)
        );
        var started = candidate with
        {
            State = CandidateState.Running,
            Attempts = attempt.Number,
            StartedAt = candidate.StartedAt ?? StoredTime.Read(write.Now),
        };
        return offer with { Candidate = started };
    }

    private static bool InsertEpoch(SqliteWrite write, AttemptRef attempt, EpochReport report) =>
        write.Session.Execute(
            SqliteStatements.InsertEpoch,
            [
                .. Identity.Of(attempt.Candidate),
                ("@attempt", attempt.Number),
                ("@epoch", report.Epoch),
                ("@loss", report.Loss),
                ("@validationLoss", report.ValidationLoss),
                ("@accuracy", report.Accuracy),
                ("@stepTime", report.StepTimeMs),
                ("@imagesPerSecond", report.ImagesPerSecond),
                ("@seconds", report.Seconds),
                ("@now", write.Now),
            ]
        ) == 1;

    private static void InsertSupernetEpoch(SqliteWrite write, AttemptRef attempt, EpochReport report)
    {
        if (report.Supernet is { } supernet)
        {
            write.Session.Execute(
                SqliteStatements.InsertSupernetEpoch,
                [
                    .. Identity.Of(attempt.Candidate),
                    ("@epoch", report.Epoch),
                    ("@content", StoredJson.Of(supernet, DomainJson.Default.SupernetEpoch)),
                ]
            );
        }
    }

    private static void ReplaceCheckpoint(SqliteWrite write, AttemptRef attempt, CheckpointRef checkpoint) =>
        write.Session.Execute(
            SqliteStatements.ReplaceCheckpoint,
            [
                .. Identity.Of(attempt.Candidate),
                ("@attempt", attempt.Number),
                ("@epoch", checkpoint.Epoch),
                ("@path", checkpoint.Path),
                ("@size", checkpoint.Size),
                ("@sha256", checkpoint.Sha256),
                ("@now", write.Now),
            ]
        );
}
