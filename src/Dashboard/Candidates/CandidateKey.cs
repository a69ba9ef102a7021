using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Dashboard.Candidates;

/// <summary>The value a candidate is ordered by.</summary>
internal static class CandidateKey
{
    /// <summary>Null where it has none yet.</summary>
    public static IComparable? Of(CandidateView candidate, CandidateSort sort, string? by = null) =>
        sort switch
        {
            CandidateSort.Number => candidate.Number,
            CandidateSort.Accuracy => candidate.Metrics?.Accuracy,
            CandidateSort.Loss => candidate.Metrics?.Loss,
            CandidateSort.LatencyMs => candidate.Metrics?.LatencyMs,
            CandidateSort.Macs => candidate.Metrics?.Macs,
            CandidateSort.Params => candidate.Metrics?.Params,
            CandidateSort.Reward => candidate.Metrics?.Reward,
            CandidateSort.StepTimeMs => candidate.Metrics?.StepTimeMs,
            CandidateSort.Predicted => candidate.PredictedAccuracy,
            CandidateSort.Attempts => candidate.Attempts,
            CandidateSort.Cost => candidate.Metrics is { } metrics && by is not null ? Metric.Of(metrics, by) : null,
            CandidateSort.State => candidate.State,
            _ => new OrdinalText(candidate.Stage),
        };

    /// <summary>Text that is ordered alike on every machine.</summary>
    private sealed record OrdinalText(string Text) : IComparable
    {
        public int CompareTo(object? obj) => string.CompareOrdinal(Text, (obj as OrdinalText)?.Text);
    }
}
