using NasCluster.Trainer.Runtime;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>
/// Who of this machine uses a device: training steps share it, a measurement has it to itself. A measurement first closes
/// the gate, so that no new step begins, and then waits until the steps under way have ended.
/// </summary>
/// <remarks>
/// Both are advisory locks on files: a process that ends, or is killed, gives its own back. All waits are bounded; one that
/// was in vain (a process that is stopped while it holds a lock) is not tried again for a while. Not for several threads.
/// </remarks>
internal sealed class DeviceTurns : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Distrust = TimeSpan.FromMinutes(10);

    private readonly AdvisoryLock? _gate;
    private readonly AdvisoryLock? _room;
    private readonly TimeProvider _time;
    private long? _inVain;

    private readonly TimeSpan _longest;

    private DeviceTurns(AdvisoryLock? gate, AdvisoryLock? room, TimeProvider time, TimeSpan? longest = null)
    {
        _longest = longest ?? LongestWait;
        _gate = gate;
        _room = room;
        _time = time;
    }

    /// <summary>Called about once a second while something waits.</summary>
    public Action? Waiting { get; set; }

    /// <summary>Waits until the device has done what it was given; null for one that computes in the calls themselves.</summary>
    public Action? Finish { get; init; }

    /// <summary>Time waited so far.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>No turns: nobody waits for anybody, and a measurement counts as alone.</summary>
    public static DeviceTurns None(TimeProvider time) => new(null, null, time);

    /// <summary>Turns at a device of this machine; none where the folder cannot be used.</summary>
    /// <param name="folder">All trainers of the machine share it; machines that share it by a network do not meet.</param>
    /// <param name="device">"cpu" or "cuda:N".</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="finish">Waits for the device.</param>
    /// <param name="longest">How long anything is waited for before it is done without; null: 30 s.</param>
    public static DeviceTurns Of(
        string folder,
        string device,
        TimeProvider time,
        Action? finish = null,
        TimeSpan? longest = null
    )
    {
        if (MachineFolder.TryCreate(Path.Combine(folder, "turns")) is not { } locks)
        {
            return None(time);
        }

        try
        {
            var name = Path.Combine(locks, $"{Machine.Boot}-{device.Replace(':', '-')}");
            return new(AdvisoryLock.Open($"{name}.gate"), AdvisoryLock.Open($"{name}.room"), time, longest)
            {
                Finish = finish,
            };
        }
        catch (IOException)
        {
            return None(time);
        }
    }

    /// <summary>Turns at a device, in the folder that the environment names.</summary>
    /// <param name="device">The device.</param>
    /// <param name="name">"cpu" or "cuda:N".</param>
    /// <param name="time">The clock of the waits.</param>
    public static DeviceTurns Here(torch.Device device, string name, TimeProvider time) =>
        Of(
            MachineFolder.Find(Environment.GetEnvironmentVariable),
            name,
            time,
            device.type == DeviceType.CUDA ? () => torch.cuda.synchronize(device) : null
        );

    /// <summary>Begins a step; disposing of the result ends it.</summary>
    public DeviceTurn Step()
    {
        if (_gate is null || _room is null || !Wait(TryStep))
        {
            return default;
        }

        return new(this, alone: false);
    }

    /// <summary>Begins a measurement; disposing of the result ends it.</summary>
    public DeviceTurn Alone()
    {
        if (_gate is null || _room is null)
        {
            return DeviceTurn.Unshared;
        }

        if (!Wait(_gate.TryTake))
        {
            return default;
        }

        if (!Wait(_room.TryTake))
        {
            _gate.Leave();
            return default;
        }

        Finish?.Invoke();
        return new(this, alone: true);
    }

    public void Dispose()
    {
        _gate?.Dispose();
        _room?.Dispose();
    }

    internal void End(bool alone)
    {
        if (alone)
        {
            _room!.Leave();
            _gate!.Leave();
            return;
        }

        if (Finish is not null && !TryPass())
        {
            // Somebody is about to measure: what was enqueued must not run meanwhile.
            Finish();
        }

        _room!.Leave();
    }

    private bool TryStep()
    {
        if (!_gate!.TryShare())
        {
            return false;
        }

        var entered = _room!.TryShare();
        _gate.Leave();
        return entered;
    }

    private bool TryPass()
    {
        var open = _gate!.TryShare();
        if (open)
        {
            _gate.Leave();
        }

        return open;
    }

    private bool Wait(Func<bool> attempt)
    {
        if (attempt())
        {
            return true;
        }

        if (_inVain is { } since && _time.GetElapsedTime(since) < Distrust)
        {
            return false;
        }

        var start = _time.GetTimestamp();
        var told = TimeSpan.Zero;
        while (_time.GetElapsedTime(start) is var waited && waited < _longest)
        {
            if (waited - told >= TellInterval)
            {
                told = waited;
                Waiting?.Invoke();
            }

            Thread.Sleep(Pause);
            if (attempt())
            {
                Waited += _time.GetElapsedTime(start);
                return true;
            }
        }

        Waited += _time.GetElapsedTime(start);
        _inVain = _time.GetTimestamp();
        return false;
    }
}
