namespace NasCluster.Domain.Experiments;

/// <summary>A submitted experiment as the store has it.</summary>
public sealed record Experiment
{
    /// <summary>The name and a number that makes it unique, such as "fashion-mnist-quick-1".</summary>
    public required string Id { get; init; }

    public required ExperimentSpec Spec { get; init; }

    public required DatasetDescription Dataset { get; init; }

    public ExperimentState State { get; init; }

    /// <summary>Why it is in that state, where a reason is worth saying.</summary>
    public string? Reason { get; init; }

    /// <summary>Grows with every change; a change names the version it was decided on (compare and set).</summary>
    public long Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
