using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Postgres;

internal sealed class RecordWrite(
    AttemptRef attempt,
    EpochReport report,
    CheckpointRef? checkpoint,
    CancellationToken ct
) : FencedWrite(attempt, ct)
{
    public EpochReport Report => report;

    public CheckpointRef? Checkpoint => checkpoint;
}
