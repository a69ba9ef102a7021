namespace NasCluster.Trainer.Tests.Shared;

/// <summary>A clock that goes on by 20 ms whenever it is read.</summary>
internal sealed class TickingClock : TimeProvider
{
    private long _reads;

    public override long TimestampFrequency => 50;

    public override long GetTimestamp() => ++_reads;
}
