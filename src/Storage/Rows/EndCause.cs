using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Storage.Rows;

/// <summary>Why an attempt ended, in a word; figures such as infrastructure losses are counted by it.</summary>
internal static class EndCause
{
    public static readonly string Infrastructure = StoredWord<FailureKind>.Of(FailureKind.Infrastructure);

    public static readonly string Stopped = StoredWord<FailureKind>.Of(FailureKind.Stopped);

    /// <summary>The latency was measured; the candidate goes on to its training.</summary>
    public static readonly string Measured = StoredWord<ExperimentEventKind>.Of(ExperimentEventKind.Measured);

    /// <summary>The kind of its failure, or where it did not fail the state its candidate went on to.</summary>
    public static string Of(Settlement settlement) =>
        settlement.Failure is { } failure ? StoredWord<FailureKind>.Of(failure.Kind)
        : settlement.Latency is not null ? Measured
        : StoredWord<CandidateState>.Of(settlement.Next);
}
