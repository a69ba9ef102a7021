using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.WarmStart;

namespace NasCluster.Domain.Experiments;

/// <summary>What a researcher submits. Read from a file by ExperimentSpecReader, which checks all of it.</summary>
public sealed record ExperimentSpec
{
    public const int CurrentVersion = 1;

    /// <summary>Letters, digits, '-', '_' and '.', 1 to 80 of them, a letter or digit first.</summary>
    public required string Name { get; init; }

    /// <summary>All chance of the experiment is drawn from it.</summary>
    public required ulong Seed { get; init; }

    public required DataSpec Data { get; init; }

    public required SearchSpace Space { get; init; }

    public TrainerSpec Trainer { get; init; } = new();

    public ConstraintSpec Constraints { get; init; } = new();

    public required StrategySpec Strategy { get; init; }

    public required BudgetSpec Budget { get; init; }

    /// <summary>The best candidates trained longer at the end; null for none.</summary>
    public FinalSpec? Final { get; init; }

    /// <summary>When trainings are ended early; null for never.</summary>
    public EarlyStopSpec? EarlyStop { get; init; }

    public RankingSpec Ranking { get; init; } = new();

    /// <summary>On which devices; null for any.</summary>
    public PlacementSpec? Placement { get; init; }

    public PolicySpec Policy { get; init; } = new();

    /// <summary>Results known beforehand: the strategy learns from them and never proposes them.</summary>
    /// <remarks>Experiments stored by an earlier version have none.</remarks>
    public ImmutableArray<PriorResult> WarmStart
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}
