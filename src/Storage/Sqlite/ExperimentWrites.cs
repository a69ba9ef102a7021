using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Sqlite;

/// <summary>Changes of an experiment, each a compare and set on its version.</summary>
internal static class ExperimentWrites
{
    private const long FirstVersion = 1;

    public static Experiment Create(
        SqliteWrite write,
        ExperimentSpec spec,
        DatasetDescription dataset,
        string operationId
    )
    {
        var session = write.Session;
        var operation = ("@operation", operationId);
        if (session.First(SharedStatements.ExperimentByOperation, ExperimentRow.Read, operation) is { } earlier)
        {
            return earlier;
        }

        var number = session.Number(SharedStatements.HighestExperimentNumber, ("@name", spec.Name))!.Value + 1;
        var id = string.Create(CultureInfo.InvariantCulture, $"{spec.Name}-{number}");
        session.Execute(
            SharedStatements.InsertExperiment,
            ("@experiment", id),
            ("@name", spec.Name),
            ("@number", number),
            operation,
            ("@spec", StoredJson.Of(spec, DomainJson.Default.ExperimentSpec)),
            ("@dataset", StoredJson.Of(dataset, DomainJson.Default.DatasetDescription)),
            ("@state", StoredWord<ExperimentState>.Of(ExperimentState.Running)),
            ("@version", FirstVersion),
            ("@now", write.Now)
        );
        write.Report(id, ExperimentEventKind.Submitted, null, EventText.Submitted(spec, dataset));
        return session.First(SharedStatements.ExperimentById, ExperimentRow.Read, ("@experiment", id))!;
    }

    public static bool ChangeState(
        SqliteWrite write,
        string experiment,
        long version,
        ExperimentState next,
        string? reason
    )
    {
        if (
            StateAt(write.Session, experiment, version) is not { } state
            || !state.CanBecome(next)
            || !CandidatesAllow(write, experiment, next, reason)
        )
        {
            return false;
        }

        write.Session.Execute(
            SharedStatements.UpdateExperimentState,
            ("@experiment", experiment),
            ("@version", version),
            ("@state", StoredWord<ExperimentState>.Of(next)),
            ("@reason", reason),
            ("@finished", next.IsFinal ? write.Now : null)
        );

        // Last of all, so that a watcher who stops at a final state has seen everything.
        write.Report(experiment, ExperimentEventKind.StateChanged, null, EventText.StateChanged(next, reason));
        return true;
    }

    public static bool Propose(SqliteWrite write, string experiment, long version, ImmutableArray<Proposal> proposals)
    {
        if (StateAt(write.Session, experiment, version) is not { IsFinal: false })
        {
            return false;
        }

        var id = ("@experiment", experiment);
        var number = checked((int)write.Session.Number(SharedStatements.HighestCandidateNumber, id)!.Value);
        foreach (var proposal in proposals)
        {
            write.Ct.ThrowIfCancellationRequested();
            Add(write.Session, new(experiment, ++number), proposal);
        }

        write.Session.Execute(SharedStatements.RaiseVersion, id, ("@version", version));
        if (!proposals.IsEmpty)
        {
            write.Report(experiment, ExperimentEventKind.Proposed, null, EventText.Proposed(proposals));
        }

        return true;
    }

    /// <summary>State of the experiment, or null where it does not exist or its version is another.</summary>
    private static ExperimentState? StateAt(SqliteSession session, string experiment, long version)
    {
        var standing = session.First(
            SharedStatements.ExperimentStanding,
            row => new Standing(row.GetString(0), row.GetInt64(1)),
            ("@experiment", experiment)
        );
        if (standing?.Version != version)
        {
            return null;
        }

        return ExperimentRow.ParseState(experiment, standing.State);
    }

    /// <summary>Ends open candidates where the next state stops them; false where it cannot be with them.</summary>
    private static bool CandidatesAllow(SqliteWrite write, string experiment, ExperimentState next, string? reason)
    {
        switch (next)
        {
            case ExperimentState.Cancelled or ExperimentState.Failed:
                StopCandidates(write, experiment, EventText.StoppedWith(next, reason));
                return true;
            case ExperimentState.Completed:
                return write.Session.Number(SharedStatements.OpenCandidates, ("@experiment", experiment)) == 0;
            default:
                return true;
        }
    }

    private static void StopCandidates(SqliteWrite write, string experiment, string message)
    {
        var failure = new CandidateFailure(FailureKind.Stopped, message);
        var id = ("@experiment", experiment);
        var now = ("@now", write.Now);
        write.Session.Execute(
            SqliteStatements.ReportOpenCandidatesPruned,
            id,
            now,
            ("@kind", StoredWord<ExperimentEventKind>.Of(ExperimentEventKind.Pruned)),
            ("@detail", EventText.Failed(failure))
        );
        write.Session.Execute(
            SharedStatements.PruneOpenCandidates,
            id,
            now,
            ("@failure", StoredJson.Of(failure, DomainJson.Default.CandidateFailure))
        );
        write.Session.Execute(
            SharedStatements.EndOpenAttempts,
            id,
            now,
            ("@cause", EndCause.Stopped),
            ("@message", message)
        );
    }

    private static void Add(SqliteSession session, CandidateId id, Proposal proposal)
    {
        var added = session.Execute(
            SqliteStatements.InsertCandidate,
            ("@experiment", id.Experiment),
            ("@number", id.Number),
            ("@key", proposal.Configuration.Key),
            ("@stage", proposal.Stage),
            ("@configuration", StoredJson.Of(proposal.Configuration, DomainJson.Default.Configuration)),
            ("@epochs", proposal.Epochs),
            ("@state", StoredWord<CandidateState>.Of(CandidateState.Ready)),
            ("@predicted", proposal.PredictedAccuracy),
            ("@parent", proposal.Parent),
            ("@device", proposal.Device),
            ("@memory", proposal.MemoryBytes)
        );
        if (added == 0)
        {
            throw DuplicateProposal.Error(id.Experiment, proposal);
        }
    }

    private sealed record Standing(string State, long Version);
}
