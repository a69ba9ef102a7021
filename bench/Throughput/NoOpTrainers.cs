using System.Collections.Concurrent;
using System.Diagnostics;
using NasCluster.Silo.Trainers;

namespace NasCluster.Throughput;

/// <summary>
/// Trainers in this process that answer at once, or after a time, in place of child processes. Everything else is the
/// product: slots, leases, grains, searcher, store. Keeps how long each slot took from a result to the next command.
/// </summary>
internal sealed class NoOpTrainers(TimeSpan epoch) : ITrainerLauncher
{
    private readonly ConcurrentDictionary<string, long> _freeSince = new(StringComparer.Ordinal);

    /// <summary>Time of one epoch.</summary>
    public TimeSpan Epoch => epoch;

    /// <summary>Milliseconds from a slot's result to its next command.</summary>
    public ConcurrentQueue<double> StartsMs { get; } = new();

    /// <summary>Milliseconds from an epoch's report to the answer, which comes after the commit.</summary>
    public ConcurrentQueue<double> ReportsMs { get; } = new();

    public ITrainerChild Start(TrainerCommandLine command, ChildResources resources, string logPath) =>
        new NoOpTrainer(this, logPath);

    public void Forget()
    {
        _freeSince.Clear();
        StartsMs.Clear();
        ReportsMs.Clear();
    }

    /// <summary>The slot gave its result.</summary>
    public void Free(string slot) => _freeSince[slot] = Stopwatch.GetTimestamp();

    /// <summary>The slot got a command.</summary>
    public void Busy(string slot)
    {
        if (_freeSince.TryRemove(slot, out var since))
        {
            StartsMs.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }
    }
}
