using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>A candidate as people and programs outside see it.</summary>
public sealed record CandidateView
{
    public required CandidateId Id { get; init; }

    public required int Number { get; init; }

    public required CandidateState State { get; init; }

    public required string Stage { get; init; }

    public required int Epochs { get; init; }

    public required int Attempts { get; init; }

    /// <summary>The kind or name of the device its next step needs; null for any.</summary>
    public string? Device { get; init; }

    public CandidateFailure? Failure { get; init; }

    public required ParameterSet Architecture { get; init; }

    public required ParameterSet Recipe { get; init; }

    public CandidateMetrics? Metrics { get; init; }

    public double? PredictedAccuracy { get; init; }

    public int? Parent { get; init; }

    /// <summary>Place among all completed candidates by A·S^w·P^v, from 1.</summary>
    public int? RankByReward { get; init; }

    /// <summary>Place among all completed candidates by accuracy, from 1.</summary>
    public int? RankByAccuracy { get; init; }
}
