using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Events;

/// <summary>The one line for people of every kind of event.</summary>
internal static class EventText
{
    public static string Submitted(ExperimentSpec spec, DatasetDescription dataset) =>
        $"{spec.Name}: {spec.Strategy.Name} on {dataset.Name}, {Count(spec.Budget.Candidates)}";

    public static string StateChanged(ExperimentState next, string? reason) =>
        WithReason(StoredWord<ExperimentState>.Of(next), reason);

    public static string Proposed(ImmutableArray<Proposal> proposals) =>
        string.Join(
            "; ",
            proposals
                .Select(proposal => proposal.Note)
                .OfType<string>()
                .Prepend($"{Count(proposals.Length)}: {string.Join(", ", proposals.Select(p => p.Stage).Distinct())}")
        );

    public static string Started(int attempt, string owner) =>
        string.Create(CultureInfo.InvariantCulture, $"attempt {attempt} on {owner}");

    /// <summary>Accuracy and loss are those of the validation images, as in the candidate's metrics.</summary>
    public static string Epoch(EpochReport report, int epochs) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {report.Epoch}/{epochs}: accuracy {report.Accuracy:F4}, loss {report.ValidationLoss:F4}"
        );

    public static string Settled(Settlement settlement) =>
        settlement switch
        {
            { Failure: { } failure } => Failed(failure),
            { Metrics: { } metrics } => string.Create(
                CultureInfo.InvariantCulture,
                $"accuracy {metrics.Accuracy:F4}, loss {metrics.Loss:F4}"
            ),
            { Latency: { } latency } => string.Create(
                CultureInfo.InvariantCulture,
                $"latency {latency.MedianMs:0.###} ms"
            ),
            _ => StoredWord<CandidateState>.Of(settlement.Next),
        };

    public static string Failed(CandidateFailure failure) =>
        WithReason(StoredWord<FailureKind>.Of(failure.Kind), failure.Message);

    public static string LeaseRanOut(string owner, long leaseMs) =>
        string.Create(CultureInfo.InvariantCulture, $"nothing heard from {owner} for {leaseMs / 1000.0} s");

    public static string StoppedWith(ExperimentState next, string? reason) =>
        WithReason($"the experiment was {StoredWord<ExperimentState>.Of(next)}", reason);

    private static string WithReason(string text, string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? text : $"{text}: {OneLine(reason)}";

    private static string Count(int candidates) =>
        string.Create(CultureInfo.InvariantCulture, $"{candidates} candidate{(candidates == 1 ? "" : "s")}");

    /// <summary>A trainer's message may be a stack trace; an event is one line.</summary>
    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', '\r').Where(line => line.Length > 0));
}
