using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Dashboard.Components.Pages;

/// <summary>Who trains what, and the latency tables of the devices.</summary>
public sealed partial class WorkersPage
{
    private ImmutableArray<WorkerStatus>? _workers;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private ImmutableArray<LatencyTableSummary> _tables = [];
    private SlotWork? _work;
    private ILookup<string, SlotLease>? _leases;
    private Dictionary<string, SlotUse>? _uses;
    private bool _allowed;

    [Inject]
    internal WorkerActions Actions { get; set; } = null!;

    [Inject]
    internal SlotActivity Activity { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _allowed = WorkerActions.Allows((await Authentication).User);
        await base.OnInitializedAsync();
    }

    protected override async Task ReadAsync(CancellationToken ct)
    {
        var before = _workers ?? [];
        _workers = await Cluster.Client.WorkersAsync(ct);
        _asked.RemoveWhere(name =>
            before.FirstOrDefault(worker => worker.Name == name)?.Drained
            != _workers.Value.FirstOrDefault(worker => worker.Name == name)?.Drained
        );
        _work = await Activity.ReadAsync(ct);
        _leases = _work.Leases.ToLookup(lease => lease.Slot, StringComparer.Ordinal);
        _uses = _work.Slots.ToDictionary(use => use.Slot, StringComparer.Ordinal);
        _tables = await Cluster.Client.LatencyTablesAsync(ct);
    }

    /// <summary>The worker tells with its next report that it has heard of it.</summary>
    private async Task DrainAsync(WorkerStatus worker)
    {
        try
        {
            var user = (await Authentication).User;
            if (await Actions.DrainAsync(worker.Name, !worker.Drained, user, CancellationToken.None))
            {
                _asked.Add(worker.Name);
            }
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            // The next reading says so above.
        }
    }

    private static int Busy(WorkerStatus worker) => worker.Slots.Count(slot => slot.Candidate is not null);

    private SlotLease? LeaseOf(WorkerStatus worker, SlotStatus slot) => _leases?[NameOf(worker, slot)].FirstOrDefault();

    private SlotUse? UseOf(WorkerStatus worker, SlotStatus slot) => _uses?.GetValueOrDefault(NameOf(worker, slot));

    /// <summary>Of all slots that are shown; null where none has worked yet.</summary>
    private double? UsedShare(ImmutableArray<WorkerStatus> workers)
    {
        var shares = workers
            .SelectMany(worker => worker.Slots.Select(slot => UseOf(worker, slot)?.Busy.Average() ?? 0))
            .ToList();
        return shares.Exists(share => share > 0) ? shares.Average() : null;
    }

    private ImmutableArray<SlotLease> Others =>
        _workers is { } workers && _work is { } work
            ?
            [
                .. work.Leases.Where(lease =>
                    !workers.Any(worker => lease.Slot.StartsWith($"{worker.Name}/", StringComparison.Ordinal))
                ),
            ]
            : [];

    private static string NameOf(WorkerStatus worker, SlotStatus slot) =>
        string.Create(CultureInfo.InvariantCulture, $"{worker.Name}/{slot.Index}");

    private TimeSpan Age(WorkerStatus worker) => Since(worker.At);

    private TimeSpan Since(DateTimeOffset time) => Positive(Clock.GetUtcNow() - time);

    private TimeSpan Until(DateTimeOffset time) => Positive(time - Clock.GetUtcNow());

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
