using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain.Candidates;

namespace NasCluster.Storage.Sqlite;

/// <summary>Puts right what somebody changed by hand in the candidates of an experiment.</summary>
internal static class MendWrites
{
    /// <summary>So many are looked for one by one; where there are more, their rows are counted first.</summary>
    private const int Few = 256;

    public static ImmutableArray<CandidateId> Mend(
        SqliteWrite write,
        string experiment,
        ImmutableArray<Candidate> known
    )
    {
        var mending = Read(write, experiment, known);
        foreach (var (sql, parameters) in mending.Writes(write.Now))
        {
            write.Session.Execute(sql, parameters);
        }

        foreach (var (kind, candidate, detail) in mending.Events())
        {
            write.Report(experiment, kind, candidate, detail);
        }

        return mending.Found;
    }

    private static Mending Read(SqliteWrite write, string experiment, ImmutableArray<Candidate> known)
    {
        var mending = new Mending(experiment);
        if (known.Length <= Few || !AreAllThere(write.Session, known[^1].Id))
        {
            mending.Missing.AddRange(known.Where(candidate => !Exists(write.Session, candidate.Id)));
        }

        Each(MendStatements.Idle, mending.AddIdle);
        Each(MendStatements.Strays, mending.AddStray);
        return mending;

        void Each(string sql, Action<DbDataReader> add) =>
            write.Session.All(
                sql,
                row =>
                {
                    add(row);
                    return true;
                },
                write.Ct,
                ("@experiment", experiment)
            );
    }

    /// <summary>Whether no number up to this one is left out.</summary>
    private static bool AreAllThere(SqliteSession session, CandidateId last) =>
        session.Number(SqliteStatements.CountOfCandidates, Identity.Of(last)) == last.Number;

    private static bool Exists(SqliteSession session, CandidateId candidate) =>
        session.Number(SqliteStatements.CandidateExists, Identity.Of(candidate)) is not null;
}
