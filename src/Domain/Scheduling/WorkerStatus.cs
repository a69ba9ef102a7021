using System.Collections.Immutable;

namespace NasCluster.Domain.Scheduling;

/// <summary>What a worker silo says of itself.</summary>
public sealed record WorkerStatus
{
    public required string Name { get; init; }

    public required string Device { get; init; }

    /// <summary>Threads of each slot.</summary>
    public required int Threads { get; init; }

    public required ImmutableArray<SlotStatus> Slots { get; init; }

    public required DateTimeOffset At { get; init; }
}
