using System.Diagnostics;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Silo.Telemetry;

/// <summary>Spans of attempts: what a slot did and for how long. Nothing is made while nobody listens.</summary>
internal static class SlotTraces
{
    public const string Name = "NasCluster.Slots";

    private static readonly ActivitySource Source = new(Name);

    public static Activity? Attempt(AttemptRef attempt) =>
        Source
            .StartActivity("attempt")
            ?.SetTag("nascluster.experiment", attempt.Candidate.Experiment)
            .SetTag("nascluster.candidate", attempt.Candidate.Number)
            .SetTag("nascluster.attempt", attempt.Number)
            .SetTag("nascluster.owner", attempt.Owner);

    public static Activity? Record(int epoch) => Source.StartActivity("record")?.SetTag("nascluster.epoch", epoch);

    public static Activity? Settle() => Source.StartActivity("settle");

    public static void End(this Activity? attempt, CandidateState? settled, CandidateFailure? failure)
    {
        attempt?.SetTag("nascluster.outcome", settled?.ToString().ToLowerInvariant() ?? "lost");
        if (failure is not null)
        {
            attempt?.SetStatus(ActivityStatusCode.Error, $"{failure.Kind}: {failure.Message}");
        }
    }
}
