namespace NasCluster.Trainer.Measuring;

/// <summary>A turn at a device, until it is disposed of.</summary>
internal readonly struct DeviceTurn : IDisposable
{
    private readonly DeviceTurns? _turns;

    public DeviceTurn(DeviceTurns turns, bool alone)
    {
        _turns = turns;
        IsAlone = alone;
    }

    private DeviceTurn(bool alone) => IsAlone = alone;

    /// <summary>A measurement where nobody takes turns.</summary>
    public static DeviceTurn Unshared => new(alone: true);

    /// <summary>Whether nobody else who takes turns uses the device; false where that was waited for in vain.</summary>
    public bool IsAlone { get; }

    public void Dispose() => _turns?.End(IsAlone);
}
