using System.Collections.Immutable;

namespace NasCluster.Domain.Experiments;

/// <summary>Where an experiment stands, or how it ended.</summary>
public sealed record ExperimentResult
{
    /// <summary>The experiment's id.</summary>
    public required string Experiment { get; init; }

    public required ExperimentState State { get; init; }

    public string? Reason { get; init; }

    public required string Strategy { get; init; }

    public required ulong Seed { get; init; }

    public required DatasetDescription Dataset { get; init; }

    /// <summary>From submission to the end, or to now.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Candidates the search may propose, the final stage included.</summary>
    public required int Budget { get; init; }

    public required ExperimentCounts Counts { get; init; }

    /// <summary>Devices that ready candidates need and no worker has that was heard of lately; empty where none is missing.</summary>
    public ImmutableArray<string> WaitingFor
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    public required ImmutableArray<PredictorRound> Predictor { get; init; }

    /// <summary>The early-stop epoch that was chosen by rank; null before, and under other rules.</summary>
    public StopEpoch? StopEpoch { get; init; }

    public CandidateView? Winner { get; init; }

    /// <summary>What <see cref="Pareto"/> is a front of.</summary>
    public required ImmutableArray<ObjectiveSpec> Objectives { get; init; }

    public required ImmutableArray<CandidateView> Pareto { get; init; }
}
