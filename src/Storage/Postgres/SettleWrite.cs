using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Postgres;

internal sealed class SettleWrite(AttemptRef attempt, Settlement settlement, CancellationToken ct)
    : FencedWrite(attempt, ct)
{
    public Settlement Settlement => settlement;
}
