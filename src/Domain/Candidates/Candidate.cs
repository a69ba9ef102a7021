using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Candidates;

/// <summary>An architecture and the recipe it is trained with, and all that is known of it.</summary>
public sealed record Candidate
{
    public required CandidateId Id { get; init; }

    /// <summary>The step of the search that proposed it: "random", "initial", "coarse-2", "fine", "final" …</summary>
    public required string Stage { get; init; }

    public required Configuration Configuration { get; init; }

    /// <summary>Epochs it is trained for.</summary>
    public required int Epochs { get; init; }

    public CandidateState State { get; init; }

    /// <summary>Attempts so far; the current one's number is the fence of every write about this candidate.</summary>
    public int Attempts { get; init; }

    /// <summary>The kind or name of the device its next step needs; null for any.</summary>
    public string? Device { get; init; }

    /// <summary>Bytes that training it takes by the estimate; null where there is none.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Its latency where that was measured as a step of its own; null before, and where it is not.</summary>
    public MeasuredLatency? Latency { get; init; }

    public FailureCounts Failures { get; init; } = new();

    /// <summary>Why it failed or was pruned.</summary>
    public CandidateFailure? Failure { get; init; }

    public CandidateMetrics? Metrics { get; init; }

    /// <summary>What the predictor expected before training, 0…1; null where there was none.</summary>
    public double? PredictedAccuracy { get; init; }

    /// <summary>Number of the candidate it was made from (mutation, or the shorter training of the same configuration).</summary>
    public int? Parent { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
