using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Storage.Tests.Shared;

/// <summary>Builders of what a store is given.</summary>
internal static class Make
{
    public const double LeaseSeconds = 20;

    public static ExperimentSpec Spec(string name = "quick", double leaseSeconds = LeaseSeconds) =>
        new()
        {
            Name = name,
            Seed = ulong.MaxValue,
            Data = new() { Dataset = "patterns" },
            Space = SmallImageSpace.Create(),
            Strategy = new("random", ParameterSet.Empty),
            Budget = new() { Candidates = 12 },
            Policy = new() { LeaseSeconds = leaseSeconds },
        };

    public static DatasetDescription Dataset() =>
        new()
        {
            Name = "patterns",
            Folder = "data/patterns",
            Channels = 1,
            Resolution = 28,
            Classes = 10,
            TrainCount = 600,
            TestCount = 100,
            ContentHash = "abc123",
        };

    /// <summary>Proposals that differ in their width; equal widths are the same configuration.</summary>
    public static Proposal Proposal(int width, string stage = "initial", int epochs = 3) =>
        new(
            new(
                new([KeyValuePair.Create("width", (ParameterValue)width)]),
                new([KeyValuePair.Create("ema", (ParameterValue)true)])
            ),
            stage,
            epochs
        );

    public static ImmutableArray<Proposal> Batch(int count, int from = 1) =>
        [.. Enumerable.Range(from, count).Select(width => Proposal(width))];

    public static EpochReport Report(int epoch, double accuracy = 0.8123) =>
        new(
            Epoch: epoch,
            Loss: 0.6,
            ValidationLoss: 0.5012,
            Accuracy: accuracy,
            StepTimeMs: 12.5,
            ImagesPerSecond: 2000,
            Seconds: 1.25
        );

    public static CheckpointRef Checkpoint(int epoch, int attempt = 1) =>
        new(epoch, $"quick-1/1/{attempt}/epoch-{epoch}.ckpt", 4096 + epoch, $"sha-{attempt}-{epoch}");

    public static CandidateMetrics Metrics(double accuracy = 0.9) =>
        new()
        {
            Accuracy = accuracy,
            Loss = 0.25,
            TestAccuracy = 0.1 + 0.2,
            StepTimeMs = 3.5,
            LatencyMs = 1.5,
            Macs = 123_456_789_012,
            Params = 42,
        };

    public static Settlement Completed(double accuracy = 0.9) =>
        new(CandidateState.Completed, new()) { Metrics = Metrics(accuracy) };

    public static Settlement Failed(FailureKind kind = FailureKind.Diverged) =>
        new(CandidateState.Failed, new()) { Failure = new(kind, "the loss is NaN", 2) };

    public static Settlement Requeued(FailureCounts counts) =>
        new(CandidateState.Ready, counts) { Failure = new(FailureKind.Crash, "signal 11\n  at step 3") };
}
