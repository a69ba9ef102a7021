using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasCluster.Contracts;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Silo.Slots;

/// <summary>Runs the slots of this silo and tells the worker's grain what they do.</summary>
internal sealed partial class SlotSupervisor(
    IExperimentStore store,
    IGrainFactory grains,
    LeaseKeeper leases,
    WorkerFault fault,
    TimeProvider clock,
    IOptions<SiloOptions> options,
    ILoggerFactory loggers
) : BackgroundService
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);
    private readonly ILogger _logger = loggers.CreateLogger<SlotSupervisor>();

    // Unique in the life of a database, so that a restarted worker is never taken for the one before it.
    private readonly string _name = $"{Environment.MachineName}-{Guid.NewGuid().ToString("N")[..8]}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var slots = Enumerable.Range(0, options.Value.Slots).Select(NewSlot).ToList();
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
        await grains
            .GetGrain<IWorkerGrain>(_name)
            .ReportAsync(StatusOf(slots) with { Leaving = true }, CancellationToken.None);
    }

    private Slot NewSlot(int index) =>
        new(index, _name, store, grains, leases, clock, options.Value, loggers.CreateLogger<Slot>());

    private async Task ReportAsync(List<Slot> slots, CancellationToken ct)
    {
        try
        {
            using var timer = new PeriodicTimer(ReportInterval, clock);
            do
            {
                await grains.GetGrain<IWorkerGrain>(_name).ReportAsync(StatusOf(slots), ct);
            } while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private WorkerStatus StatusOf(List<Slot> slots) =>
        new()
        {
            Name = _name,
            Role = options.Value.Role == SiloRole.Worker ? "worker" : "all",
            Device = options.Value.Device,
            Threads = options.Value.ThreadsPerSlot,
            Slots = [.. slots.Select(slot => slot.Status)],
            At = clock.GetUtcNow(),
        };

    [LoggerMessage(LogLevel.Critical, "This worker takes no candidates: {Reason}")]
    private partial void LogCheckFailed(string reason);
}
