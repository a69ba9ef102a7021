using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Postgres;

internal sealed class ClaimWrite(string owner, CancellationToken ct) : QueuedWrite<Assignment?>(null, ct)
{
    public string Owner => owner;
}
