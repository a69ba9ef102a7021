using System.Collections.Immutable;
using System.Globalization;

namespace NasCluster.Domain.Scheduling;

/// <summary>What a slot that looks for work has to offer.</summary>
/// <param name="Devices">Names a candidate may ask for: the kind of the slot's device ("cpu", "cuda") and its own name.</param>
/// <param name="MemoryBytes">What a candidate may take by its estimate.</param>
public sealed record SlotOffer(ImmutableArray<string> Devices, long MemoryBytes = long.MaxValue)
{
    /// <summary>A slot that takes what asks for no device.</summary>
    public static SlotOffer Plain { get; } = new([]);

    /// <summary>Equal for offers that get the same candidates.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', Devices)}|{MemoryBytes}");
}
