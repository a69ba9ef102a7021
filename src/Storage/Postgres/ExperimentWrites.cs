using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>Changes of an experiment, each a compare and set on its version under the lock of its row.</summary>
internal static class ExperimentWrites
{
    private const long FirstVersion = 1;

    public static async Task<Experiment> CreateAsync(
        PostgresWrite write,
        ExperimentSpec spec,
        DatasetDescription dataset,
        string operationId
    )
    {
        Experiment? earlier = null;
        var highest = 0L;
        await write
            .OpenAsync(
                write
                    .Begin()
                    .Lock(PostgresStatements.LockSubmissions)
                    .Read(
                        SharedStatements.ExperimentByOperation,
                        row => earlier = ExperimentRow.Read(row),
                        ("@operation", operationId)
                    )
                    .Read(SharedStatements.HighestExperimentNumber, row => highest = Number(row), ("@name", spec.Name))
            )
            .ConfigureAwait(false);
        return earlier ?? Add(write, spec, dataset, operationId, checked((int)highest + 1));
    }

    public static async Task<bool> ChangeStateAsync(
        PostgresWrite write,
        string experiment,
        long version,
        ExperimentState next,
        string? reason
    )
    {
        var id = ("@experiment", experiment);
        var open = 0L;
        var begun = write.Begin();
        var standing = ReadStanding(begun, experiment);
        await write
            .OpenAsync(begun.Read(SharedStatements.OpenCandidates, row => open = Number(row), id))
            .ConfigureAwait(false);
        if (
            standing().At(version) is not { } state
            || !state.CanBecome(next)
            || (next == ExperimentState.Completed && open > 0)
        )
        {
            return false;
        }

        if (next is ExperimentState.Cancelled or ExperimentState.Failed)
        {
            await StopCandidatesAsync(write, experiment, EventText.StoppedWith(next, reason)).ConfigureAwait(false);
        }

        write.Staged.Run(
            SharedStatements.UpdateExperimentState,
            id,
            ("@version", version),
            ("@state", StoredWord<ExperimentState>.Of(next)),
            ("@reason", reason),
            ("@finished", next.IsFinal ? write.Now : null)
        );

        // Last of all, so that a watcher who stops at a final state has seen everything.
        write.Report(experiment, ExperimentEventKind.StateChanged, null, EventText.StateChanged(next, reason));
        return true;
    }

    public static async Task<bool> ProposeAsync(
        PostgresWrite write,
        string experiment,
        long version,
        ImmutableArray<Proposal> proposals
    )
    {
        var id = ("@experiment", experiment);
        var highest = 0L;
        var begun = write.Begin();
        var standing = ReadStanding(begun, experiment);
        await write
            .OpenAsync(begun.Read(SharedStatements.HighestCandidateNumber, row => highest = Number(row), id))
            .ConfigureAwait(false);
        if (standing().At(version) is not { IsFinal: false })
        {
            return false;
        }

        write.Staged.Run(SharedStatements.RaiseVersion, id, ("@version", version));
        if (!proposals.IsEmpty)
        {
            await AddAsync(write, experiment, checked((int)highest), proposals).ConfigureAwait(false);
            write.Report(experiment, ExperimentEventKind.Proposed, null, EventText.Proposed(proposals));
        }

        return true;
    }

    private static Experiment Add(
        PostgresWrite write,
        ExperimentSpec spec,
        DatasetDescription dataset,
        string operationId,
        int number
    )
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{spec.Name}-{number}");
        write
            .Staged.Run(
                SharedStatements.InsertExperiment,
                ("@experiment", id),
                ("@name", spec.Name),
                ("@number", number),
                ("@operation", operationId),
                ("@spec", StoredJson.Of(spec, DomainJson.Default.ExperimentSpec)),
                ("@dataset", StoredJson.Of(dataset, DomainJson.Default.DatasetDescription)),
                ("@state", StoredWord<ExperimentState>.Of(ExperimentState.Running)),
                ("@version", FirstVersion),
                ("@now", write.Now)
            )
            .Run(PostgresStatements.InsertCounter, ("@experiment", id));
        write.Report(id, ExperimentEventKind.Submitted, null, EventText.Submitted(spec, dataset));
        return new()
        {
            Id = id,
            Spec = spec,
            Dataset = dataset,
            State = ExperimentState.Running,
            Version = FirstVersion,
            CreatedAt = StoredTime.Read(write.Now),
        };
    }

    private static Func<Standing> ReadStanding(PostgresBatch batch, string experiment)
    {
        var standing = new Standing(experiment, null, 0);
        batch.Read(
            PostgresStatements.LockExperiment,
            row => standing = new(experiment, row.GetString(0), row.GetInt64(1)),
            ("@experiment", experiment)
        );
        return () => standing;
    }

    private static async Task StopCandidatesAsync(PostgresWrite write, string experiment, string message)
    {
        var failure = new CandidateFailure(FailureKind.Stopped, message);
        var id = ("@experiment", experiment);
        var stopped = new List<int>();
        await write
            .Batch()
            .Read(PostgresStatements.LockOpenCandidates, row => stopped.Add(row.GetInt32(0)), id)
            .SendAsync(write.Ct)
            .ConfigureAwait(false);
        foreach (var number in stopped)
        {
            write.Report(experiment, ExperimentEventKind.Pruned, number, EventText.Failed(failure));
        }

        write
            .Staged.Run(
                SharedStatements.PruneOpenCandidates,
                id,
                ("@now", write.Now),
                ("@failure", StoredJson.Of(failure, DomainJson.Default.CandidateFailure))
            )
            .Run(
                SharedStatements.EndOpenAttempts,
                id,
                ("@now", write.Now),
                ("@cause", EndCause.Stopped),
                ("@message", message)
            );
    }

    private static async Task AddAsync(
        PostgresWrite write,
        string experiment,
        int highest,
        ImmutableArray<Proposal> proposals
    )
    {
        var added = new HashSet<int>();
        await write
            .Batch()
            .Read(
                PostgresStatements.InsertCandidates,
                row => added.Add(row.GetInt32(0)),
                ("@experiment", experiment),
                ("@numbers", Enumerable.Range(highest + 1, proposals.Length).ToArray()),
                ("@keys", proposals.Select(proposal => proposal.Configuration.Key).ToArray()),
                ("@stages", proposals.Select(proposal => proposal.Stage).ToArray()),
                (
                    "@configurations",
                    proposals
                        .Select(proposal => StoredJson.Of(proposal.Configuration, DomainJson.Default.Configuration))
                        .ToArray()
                ),
                ("@epochs", proposals.Select(proposal => proposal.Epochs).ToArray()),
                ("@predicted", proposals.Select(proposal => proposal.PredictedAccuracy).ToArray()),
                ("@parents", proposals.Select(proposal => proposal.Parent).ToArray()),
                ("@devices", proposals.Select(proposal => proposal.Device).ToArray()),
                ("@memories", proposals.Select(proposal => proposal.MemoryBytes).ToArray())
            )
            .SendAsync(write.Ct)
            .ConfigureAwait(false);
        for (var i = 0; i < proposals.Length; i++)
        {
            if (!added.Contains(highest + 1 + i))
            {
                throw DuplicateProposal.Error(experiment, proposals[i]);
            }
        }
    }

    private static long Number(DbDataReader row) => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture);

    /// <param name="Experiment">Its id.</param>
    /// <param name="State">The stored word; null where the experiment does not exist.</param>
    /// <param name="Version">The stored version.</param>
    private sealed record Standing(string Experiment, string? State, long Version)
    {
        /// <summary>State of the experiment, or null where it does not exist or its version is another.</summary>
        /// <exception cref="StoredDataException">The state is no word of this program.</exception>
        public ExperimentState? At(long version) =>
            State is null || Version != version ? null : ExperimentRow.ParseState(Experiment, State);
    }
}
