using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>Opens an attempt on each offer for the claims, first come, first served.</summary>
internal static class ClaimBatch
{
    /// <param name="write">The transaction.</param>
    /// <param name="groups">Claims and what was found for them; one candidate may have been found for several groups.</param>
    public static void Stage(PostgresWrite write, IReadOnlyCollection<ReadyCandidates> groups)
    {
        var taken = new HashSet<CandidateId>();
        foreach (var group in groups)
        {
            var left = new Queue<(Experiment Experiment, Candidate Candidate, CheckpointRef? Checkpoint)>(
                group.Offers.Where(offer => !taken.Contains(offer.Candidate.Id))
            );
            foreach (var claim in group.Claims)
            {
                claim.Answer = null;
                if (left.TryDequeue(out var offer))
                {
                    claim.Answer = Open(write.Now, claim.Owner, offer);
                    taken.Add(offer.Candidate.Id);
                }
            }
        }

        var opened = groups
            .SelectMany(group => group.Claims)
            .Select(claim => claim.Answer)
            .OfType<Assignment>()
            .ToImmutableArray();
        if (!opened.IsEmpty)
        {
            Stage(write, opened);
        }
    }

    private static void Stage(PostgresWrite write, ImmutableArray<Assignment> opened)
    {
        var attempts = opened.Select(assignment => assignment.Attempt).ToList();
        var now = ("@now", (object?)write.Now);
        write
            .Staged.Run(PostgresStatements.StartCandidates, [.. AttemptKeys.OfCandidates(attempts), now])
            .Run(
                PostgresStatements.InsertAttempts,
                [
                    .. AttemptKeys.Of(attempts),
                    ("@owners", attempts.Select(attempt => attempt.Owner).ToArray()),
                    ("@leases", opened.Select(LeaseMs).ToArray()),
                    now,
                ]
            );
        foreach (var (attempt, candidate, experiment, _) in opened)
        {
            write.Report(
                experiment.Id,
                ExperimentEventKind.Started,
                candidate.Id.Number,
                EventText.Started(attempt.Number, attempt.Owner)
            );
        }
    }

    private static long LeaseMs(Assignment assignment) =>
        StoredTime.OfSeconds(assignment.Experiment.Spec.Policy.LeaseSeconds);

    private static Assignment Open(
        long now,
        string owner,
        (Experiment Experiment, Candidate Candidate, CheckpointRef? Checkpoint) offer
    )
    {
        var started = offer.Candidate with
        {
            State = CandidateState.Running,
            Attempts = offer.Candidate.Attempts + 1,
            StartedAt = offer.Candidate.StartedAt ?? StoredTime.Read(now),
        };
        return new(new(started.Id, started.Attempts, owner), started, offer.Experiment, offer.Checkpoint);
    }
}
