using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using Orleans.Concurrency;

namespace NasCluster.Grains;

[StatelessWorker]
internal sealed class DashboardGrain(IDashboardStore store) : Grain, IDashboardGrain
{
    public Task SaveAsync(DashboardRecord record, CancellationToken ct = default) => store.SaveAsync(record, ct);

    public Task<DashboardRecord?> FindAsync(string kind, string key, CancellationToken ct = default) =>
        store.FindAsync(kind, key, ct);

    public Task<ImmutableArray<DashboardRecord>> ListAsync(
        string kind,
        string? before,
        int limit,
        CancellationToken ct = default
    ) => store.ListAsync(kind, before, limit, ct);

    public Task<SlotWork> WorkAsync(SlotSpan span, CancellationToken ct = default) => store.WorkAsync(span, ct);
}
