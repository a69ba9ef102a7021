using System.Collections.Immutable;

namespace NasCluster.Domain.Scheduling;

/// <summary>What a worker silo says of itself.</summary>
public sealed record WorkerStatus
{
    public required string Name { get; init; }

    /// <summary>"worker", or "all" where the silo decides too.</summary>
    public string Role { get; init; } = "all";

    /// <summary>Its devices, with commas between them.</summary>
    public required string Device { get; init; }

    /// <summary>Kinds and names that candidates may ask for.</summary>
    public ImmutableArray<string> Offers
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Threads of each slot.</summary>
    public required int Threads { get; init; }

    public required ImmutableArray<SlotStatus> Slots { get; init; }

    /// <summary>It takes nothing new, because somebody wants it so.</summary>
    public bool Drained { get; init; }

    /// <summary>The worker's last word: it stops.</summary>
    public bool Leaving { get; init; }

    public required DateTimeOffset At { get; init; }
}
