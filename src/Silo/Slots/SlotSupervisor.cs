using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasCluster.Contracts;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Silo.Telemetry;

namespace NasCluster.Silo.Slots;

/// <summary>Runs the slots of this silo and tells the worker's grain what they do.</summary>
internal sealed partial class SlotSupervisor(
    IExperimentStore store,
    ILatencyTableStore tables,
    IGrainFactory grains,
    LeaseKeeper leases,
    WorkerFault fault,
    SlotMeter meter,
    TimeProvider clock,
    IOptions<SiloOptions> options,
    ILoggerFactory loggers
) : BackgroundService
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TellPatience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, DeviceMemory> _memories = new();
    private bool _drained;
    private readonly ILogger _logger = loggers.CreateLogger<SlotSupervisor>();

    // Unique in the life of a database, so that a restarted worker is never taken for the one before it.
    private readonly string _name = $"{Environment.MachineName}-{Guid.NewGuid().ToString("N")[..8]}";

    public override void Dispose()
    {
        foreach (var memory in _memories.Values)
        {
            memory.Dispose();
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var slots = Enumerable.Range(0, options.Value.Slots).Select(NewSlot).ToList();
        meter.Watch(() => slots.Count(slot => slot.Status.Candidate is not null), () => slots.Count, () => leases.Held);
        using var devices = new DeviceLocks();
        if (
            devices.TryTake(options.Value.DataFolder, options.Value.Devices.Select(device => device.Device)) is
            { } taken
        )
        {
            LogCheckFailed(taken);
            fault.Report(taken);
            return;
        }

        try
        {
            await Task.WhenAll(slots.Select(slot => slot.CheckAsync(stoppingToken)));
        }
        catch (Exception e) when (e is TrainerStartException or FileNotFoundException)
        {
            // A worker that cannot train claims nothing; whoever runs this silo decides what to do about it.
            LogCheckFailed(e.Message);
            fault.Report(e.Message);
            return;
        }

        await Task.WhenAll([.. slots.Select(slot => slot.RunAsync(stoppingToken)), ReportAsync(slots, stoppingToken)]);
        await TellAsync(StatusOf(slots) with { Leaving = true });
    }

    private Slot NewSlot(int index) =>
        new(
            index,
            _name,
            store,
            tables,
            grains,
            leases,
            MemoryOf(index),
            meter,
            clock,
            options.Value,
            loggers.CreateLogger<Slot>()
        );

    private DeviceMemory MemoryOf(int slot) =>
        _memories.GetOrAdd(options.Value.DeviceOf(slot).Device, _ => new(options.Value.MemoryBudget));

    private async Task ReportAsync(List<Slot> slots, CancellationToken ct)
    {
        try
        {
            using var timer = new PeriodicTimer(ReportInterval, clock);
            do
            {
                await TellAsync(StatusOf(slots));
                await AskAsync(slots);
            } while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    /// <summary>Whether somebody wants this worker to take nothing new; where nobody answers it stays as it was.</summary>
    private async Task AskAsync(List<Slot> slots)
    {
        try
        {
            _drained = await grains.GetGrain<IWorkerGrain>(_name).IsDrainedAsync().WaitAsync(TellPatience, clock);
        }
        catch (Exception e)
        {
            LogNotTold(e.Message);
        }

        slots.ForEach(slot => slot.Drain(_drained));
    }

    /// <summary>For people only: where nobody listens, because a silo is gone, the work goes on.</summary>
    private async Task TellAsync(WorkerStatus status)
    {
        try
        {
            await grains.GetGrain<IWorkerGrain>(_name).ReportAsync(status).WaitAsync(TellPatience, clock);
        }
        catch (Exception e)
        {
            LogNotTold(e.Message);
        }
    }

    private WorkerStatus StatusOf(List<Slot> slots) =>
        new()
        {
            Name = _name,
            Role = options.Value.Role == SiloRole.Worker ? "worker" : "all",
            Device = options.Value.Device,
            Offers = [.. options.Value.Devices.SelectMany(device => device.Offers).Distinct()],
            Threads = options.Value.ThreadsPerSlot,
            Slots = [.. slots.Select(slot => slot.Status)],
            Drained = _drained,
            At = clock.GetUtcNow(),
        };

    [LoggerMessage(LogLevel.Debug, "Nobody was told what this worker does. {Reason}")]
    private partial void LogNotTold(string reason);

    [LoggerMessage(LogLevel.Critical, "This worker takes no candidates: {Reason}")]
    private partial void LogCheckFailed(string reason);
}
