using NasCluster.Domain.Scheduling;

namespace NasCluster.Silo.Slots;

/// <summary>A lease that a slot works under. Its token is cancelled when the lease is lost.</summary>
internal sealed class LeaseHold(AttemptRef attempt, TimeSpan lease, LeaseKeeper keeper) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();

    public AttemptRef Attempt => attempt;

    public TimeSpan Lease => lease;

    public CancellationToken Lost => _lost.Token;

    /// <summary>Monotonic time stamp of the last extension that the store confirmed.</summary>
    public long ConfirmedAt { get; set; }

    public void Lose() => _lost.Cancel();

    public void Dispose()
    {
        keeper.Release(this);
        _lost.Dispose();
    }
}
