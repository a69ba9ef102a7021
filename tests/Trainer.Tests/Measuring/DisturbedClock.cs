namespace NasCluster.Trainer.Tests.Measuring;

/// <summary>A clock that goes on by a millisecond whenever it is read, and by more and more the first times.</summary>
/// <param name="disturbed">How often.</param>
internal sealed class DisturbedClock(int disturbed) : TimeProvider
{
    private long _now;
    private int _reads;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => _now += ++_reads <= disturbed ? _reads : 1;
}
