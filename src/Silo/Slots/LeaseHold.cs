using NasCluster.Domain.Scheduling;

namespace NasCluster.Silo.Slots;

/// <summary>A lease that a slot works under. Its token is cancelled when the lease is lost.</summary>
internal sealed class LeaseHold(AttemptRef attempt, LeaseKeeper keeper) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();

    public AttemptRef Attempt => attempt;

    public CancellationToken Lost => _lost.Token;

    /// <summary>Monotonic time stamp of the last extension that the store confirmed.</summary>
    public long ConfirmedAt { get; set; }

    /// <summary>The attempt is about to be settled: it is no longer extended, so that its end is not taken for a loss.</summary>
    public void EndBeats() => keeper.Release(this);

    public void Lose() => _lost.Cancel();

    public void Dispose()
    {
        keeper.Release(this);
        _lost.Dispose();
    }
}
