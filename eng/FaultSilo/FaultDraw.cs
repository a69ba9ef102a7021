namespace NasCluster.FaultSilo;

/// <summary>Draws which calls meet a fault, and counts them.</summary>
internal sealed class FaultDraw
{
    private readonly Random _random = new(FaultOptions.Seed);
    private readonly Lock _turn = new();
    private int _faults;

    public int Faults => _faults;

    public bool Happens()
    {
        if (FaultOptions.Lost <= 0)
        {
            return false;
        }

        lock (_turn)
        {
            var happens = _random.NextDouble() < FaultOptions.Lost;
            _faults += happens ? 1 : 0;
            return happens;
        }
    }

    public void Note() => Interlocked.Increment(ref _faults);
}
