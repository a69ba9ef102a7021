using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using Orleans.Concurrency;

namespace NasCluster.Grains;

[StatelessWorker]
internal sealed class LatencyIndexGrain(ILatencyTableStore store) : Grain, ILatencyIndexGrain
{
    public Task<ImmutableArray<LatencyTableSummary>> ListAsync(CancellationToken ct = default) => store.ListAsync(ct);
}
