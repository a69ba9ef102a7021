using NasCluster.Domain.Scheduling;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo;

/// <summary>How a silo of this process runs.</summary>
public sealed class SiloOptions
{
    /// <summary>Folder with checkpoints, logs and the database of SQLite, which one silo at a time uses.</summary>
    public string DataFolder { get; set; } = ".nas";

    /// <summary>Connection string of PostgreSQL, which several silos may share; null for SQLite in the data folder.</summary>
    public string? Postgres { get; set; }

    /// <summary>
    /// Silos with this name and the same PostgreSQL find each other and share the grains; null for a silo that stays alone.
    /// </summary>
    public string? ClusterId { get; set; }

    public SiloRole Role { get; set; }

    /// <summary>IP address at which other silos and clients reach this one; null: that of the way to PostgreSQL.</summary>
    public string? Address { get; set; }

    /// <summary>Port for other silos; 0 for a free one.</summary>
    public int SiloPort { get; set; }

    /// <summary>Port for clients; 0 for a free one.</summary>
    public int GatewayPort { get; set; }

    /// <summary>Candidates trained at once, each in a child process of its own; 0 for a silo that only answers.</summary>
    public int Slots { get; set; } = Environment.ProcessorCount;

    /// <summary>Threads of each trainer child; 0 shares the cores out between the slots.</summary>
    public int Threads { get; set; }

    /// <summary>
    /// "cpu" or "cuda:N", with a name for experiments before it where there is one ("edge=cpu"), or several with commas:
    /// slots are dealt out over them in turn.
    /// </summary>
    public string Device { get; set; } = "cpu";

    /// <summary>Where the trainer is; found beside this program where it is null.</summary>
    public string? TrainerPath { get; set; }

    /// <summary>What starts the trainers of the slots: processes, but where slots are measured without any training.</summary>
    internal ITrainerLauncher Trainers { get; set; } = new ProcessLauncher();

    /// <summary>How often a slot that has been free for a while looks for work.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often leases are extended and experiments looked at; well below the shortest lease of 2 s.</summary>
    public TimeSpan BeatInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a silo that is stopped lets its slots come to the end of their epoch, so that no training is repeated.
    /// </summary>
    public TimeSpan DrainPatience { get; set; }

    /// <summary>How long trainings go on while the store cannot be reached; what they have to report waits for it.</summary>
    public TimeSpan AwayPatience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Bytes that checkpoints may take in the data folder; beyond it those of the least accurate completed candidates are
    /// deleted. 0 for no limit.
    /// </summary>
    public long CheckpointBudget { get; set; }

    /// <summary>
    /// Bytes that logs of attempts may take in the data folder; beyond it the oldest of ended candidates are deleted. 0 for no
    /// limit.
    /// </summary>
    public long LogBudget { get; set; } = 1_000_000_000;

    /// <summary>
    /// Bytes of each device that the slots on it may take together; a candidate is taken where its estimate still fits. 0 for
    /// no limit.
    /// </summary>
    public long MemoryBudget { get; set; }

    /// <summary>Whether each trainer child runs on processors of its own, as many as it has threads.</summary>
    public bool PinProcessors { get; set; }

    /// <summary>Whether experiments found running at start were cut off and wait until they are resumed.</summary>
    public bool PauseInterrupted { get; set; }

    public int ThreadsPerSlot => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount / Math.Max(1, Slots));

    /// <summary>The devices, at least one.</summary>
    public SlotDevice[] Devices => [.. Device.Split(',').Select(SlotDevice.Parse)];

    /// <summary>The device of a slot.</summary>
    /// <param name="slot">0, 1, 2, …</param>
    public SlotDevice DeviceOf(int slot) => Devices[slot % Devices.Length];
}
