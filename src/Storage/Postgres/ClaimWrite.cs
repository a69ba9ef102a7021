using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Postgres;

internal sealed class ClaimWrite(string owner, SlotOffer offer, CancellationToken ct)
    : QueuedWrite<Assignment?>(null, ct)
{
    public string Owner => owner;

    public SlotOffer Offer => offer;
}
