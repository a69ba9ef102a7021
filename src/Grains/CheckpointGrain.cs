using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using Orleans.Concurrency;

namespace NasCluster.Grains;

/// <summary>Reads checkpoints from the folder of the silo it is on; any number of activations may.</summary>
[StatelessWorker]
internal sealed class CheckpointGrain(IExperimentStore store, ICheckpointFiles files) : Grain, ICheckpointGrain
{
    private const int MostBytes = 4 << 20;

    public async Task<byte[]?> ReadAsync(string sha256, long offset, int count, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return
            CandidateId.TryParse(this.GetPrimaryKeyString(), out var id)
            && await store.CheckpointAsync(id, ct) is { } checkpoint
            && checkpoint.Sha256 == sha256
            ? await files.ReadAsync(checkpoint, offset, Math.Min(count, MostBytes), ct)
            : null;
    }
}
