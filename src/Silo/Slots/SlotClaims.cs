using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Silo.Slots;

/// <summary>
/// What a slot takes on: one candidate after the other, and the next one together with the last one's result, which is one
/// transaction and spares the slot a way to the database.
/// </summary>
/// <param name="store">Where candidates wait.</param>
/// <param name="owner">Worker and slot.</param>
/// <param name="memory">What of the device's memory is free.</param>
/// <param name="device">The slot's.</param>
/// <param name="health">Whether the slot may take any.</param>
internal sealed class SlotClaims(
    IExperimentStore store,
    string owner,
    SlotDevice device,
    DeviceMemory memory,
    SlotHealth health
)
{
    private Task<Assignment?>? _along;

    /// <summary>
    /// Other for each attempt: an attempt number may come again after the database was restored from a backup, and what
    /// is left of the earlier one must not pass for it.
    /// </summary>
    private string OwnerOfNext => $"{owner}{AttemptTag.Separator}{AttemptTag.New()}";

    /// <summary>To be called when a result is on its way to the store.</summary>
    public void ClaimAlong(CancellationToken ct) => _along = ct.IsCancellationRequested ? null : ClaimAsync(ct);

    /// <summary>What was claimed along with the last result, or what can be claimed now; null where there is nothing.</summary>
    public async Task<Assignment?> NextAsync(CancellationToken ct)
    {
        var claim = _along ?? ClaimAsync(ct);
        _along = null;
        return await claim;
    }

    /// <summary>What was claimed along with the last result and will not be begun; null where there is nothing.</summary>
    public async Task<Assignment?> LeftAsync()
    {
        try
        {
            return _along is { } claim ? await claim : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private Task<Assignment?> ClaimAsync(CancellationToken ct) =>
        health.IsResting
            ? Task.FromResult<Assignment?>(null)
            : memory.ClaimAsync(room => store.ClaimAsync(OwnerOfNext, new(device.Offers, room), ct), ct);
}
