using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Experiments;

/// <summary>What becomes of a candidate whose latency was measured as a step of its own.</summary>
public static class MeasuringStep
{
    /// <summary>On to the training where the latency keeps the limits, else pruned.</summary>
    /// <param name="candidate">The candidate as it was claimed.</param>
    /// <param name="spec">Its experiment.</param>
    /// <param name="latency">What was measured.</param>
    public static Settlement Settle(Candidate candidate, ExperimentSpec spec, MeasuredLatency latency) =>
        Broken(spec, latency) is { } limit
            ? new(CandidateState.Pruned, candidate.Failures)
            {
                Failure = new(FailureKind.Infeasible, Describe(spec, latency, limit)),
            }
            : new(CandidateState.Ready, candidate.Failures) { Latency = latency, Device = spec.Placement?.Train };

    private static LimitSpec? Broken(ExperimentSpec spec, MeasuredLatency latency) =>
        spec.Constraints.All.FirstOrDefault(limit =>
            limit.Metric == Metric.LatencyMs && !limit.Allows(latency.MedianMs)
        );

    private static string Describe(ExperimentSpec spec, MeasuredLatency latency, LimitSpec limit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The latency on '{spec.Placement?.Latency}' is {latency.MedianMs:0.###} ms, the limit {limit.Max ?? limit.Min} ms."
        );
}
