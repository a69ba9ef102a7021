using NasCluster.Silo.Trainers;

namespace NasCluster.Silo;

/// <summary>How a silo of this process runs.</summary>
public sealed class SiloOptions
{
    /// <summary>Folder with the database of SQLite, checkpoints and logs; one silo at a time uses it.</summary>
    public string DataFolder { get; set; } = ".nas";

    /// <summary>Connection string of PostgreSQL, which several silos may share; null for SQLite in the data folder.</summary>
    public string? Postgres { get; set; }

    /// <summary>
    /// Silos with this name and the same PostgreSQL find each other and share the grains; null for a silo that stays alone.
    /// </summary>
    public string? ClusterId { get; set; }

    /// <summary>Candidates trained at once, each in a child process of its own; 0 for a silo that only answers.</summary>
    public int Slots { get; set; } = Environment.ProcessorCount;

    /// <summary>Threads of each trainer child; 0 shares the cores out between the slots.</summary>
    public int Threads { get; set; }

    /// <summary>"cpu" or "cuda:N".</summary>
    public string Device { get; set; } = "cpu";

    /// <summary>Where the trainer is; found beside this program where it is null.</summary>
    public string? TrainerPath { get; set; }

    /// <summary>What starts the trainers of the slots: processes, but where slots are measured without any training.</summary>
    internal ITrainerLauncher Trainers { get; set; } = new ProcessLauncher();

    /// <summary>How often a free slot looks for work.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often leases are extended and experiments looked at; well below the shortest lease of 2 s.</summary>
    public TimeSpan BeatInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    public int ThreadsPerSlot => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount / Math.Max(1, Slots));
}
