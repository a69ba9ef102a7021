using System.Collections.Immutable;
using NasCluster.Domain.Candidates;

namespace NasCluster.Storage.Postgres;

/// <summary>Puts right what somebody changed by hand in the candidates of an experiment.</summary>
/// <param name="experiment">Its id.</param>
/// <param name="known">Candidates that should have a row.</param>
internal sealed class MendWrite(string experiment, ImmutableArray<Candidate> known)
{
    private readonly Lazy<Dictionary<int, Candidate>> _known = new(() =>
        known.ToDictionary(candidate => candidate.Id.Number)
    );

    private (string Name, object? Value)[] Parameters =>
        [("@experiment", experiment), ("@numbers", known.Select(candidate => candidate.Id.Number).ToArray())];

    /// <summary>Adds the queries that find what is wrong.</summary>
    public Mending Read(PostgresBatch batch)
    {
        var mending = new Mending(experiment);
        var id = ("@experiment", (object?)experiment);
        batch
            .Read(
                PostgresStatements.MissingCandidates,
                row => mending.Missing.Add(_known.Value[row.GetInt32(0)]),
                Parameters
            )
            .Read(MendStatements.Idle, mending.AddIdle, id)
            .Read(MendStatements.Strays, mending.AddStray, id);
        return mending;
    }

    /// <summary>Looks again under the locks of the candidates, which keeps claims and results out, and writes.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="found">Candidates that something was wrong with a moment before.</param>
    public async Task<ImmutableArray<CandidateId>> RunAsync(PostgresWrite write, ImmutableArray<CandidateId> found)
    {
        var numbers = found.Select(candidate => candidate.Number).ToArray();
        await write
            .OpenAsync(
                write
                    .Begin()
                    .Lock(PostgresStatements.LockExperiment, ("@experiment", experiment))
                    .Lock(PostgresStatements.LockCandidates, ("@experiment", experiment), ("@numbers", numbers))
            )
            .ConfigureAwait(false);
        var batch = write.Batch();
        var mending = Read(batch);
        await batch.SendAsync(write.Ct).ConfigureAwait(false);
        mending.KeepOnly(found);
        foreach (var (sql, parameters) in mending.Writes(write.Now))
        {
            write.Staged.Run(sql, parameters);
        }

        foreach (var (kind, candidate, detail) in mending.Events())
        {
            write.Report(experiment, kind, candidate, detail);
        }

        return mending.Found;
    }
}
