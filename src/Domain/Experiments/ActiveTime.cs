using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Experiments;

/// <summary>Wall time during which at least one candidate was at work; pauses and waits do not count.</summary>
public static class ActiveTime
{
    public static TimeSpan Of(IEnumerable<Candidate> candidates, DateTimeOffset now)
    {
        var total = TimeSpan.Zero;
        var end = DateTimeOffset.MinValue;
        foreach (
            var candidate in candidates.Where(candidate => candidate.StartedAt is not null).OrderBy(c => c.StartedAt)
        )
        {
            var from = candidate.StartedAt!.Value > end ? candidate.StartedAt.Value : end;
            var until = candidate.FinishedAt ?? (candidate.State == CandidateState.Running ? now : from);
            if (until > from)
            {
                total += until - from;
                end = until;
            }
        }

        return total;
    }
}
