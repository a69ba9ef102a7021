using NasCluster.Domain.Scheduling;

namespace NasCluster.Domain.Ports;

/// <summary>Claims of those that have nothing special to offer.</summary>
public static class StoreClaims
{
    /// <summary>Claims the first ready candidate that asks for no device.</summary>
    public static Task<Assignment?> ClaimAsync(this IExperimentStore store, string owner, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ClaimAsync(owner, SlotOffer.Plain, ct);
    }
}
