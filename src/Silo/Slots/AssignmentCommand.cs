using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Training;

namespace NasCluster.Silo.Slots;

/// <summary>What a child is told of an assignment: the candidate, and what this silo and the store add to it.</summary>
internal sealed class AssignmentCommand(
    Assignment assignment,
    ProxyLimits proxyLimits,
    ILatencyTableStore tables,
    CheckpointFolders checkpoints
)
{
    /// <param name="nonce">Random text that the child repeats.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="TrainerStartException">No checkpoint folder can be made: the disk is full, read-only or gone.</exception>
    /// <exception cref="InvalidLatencyTableException">The named device's tables lack blocks of the supernet.</exception>
    public async Task<TrainCommand> CreateAsync(string nonce, CancellationToken ct)
    {
        var command = TrainCommand.Of(assignment.Experiment, assignment.Candidate, nonce);
        return command with
        {
            BlockTimes = await BlockTimesAsync(ct),
            ProxyLimits = await proxyLimits.WithFilterAsync(command.ProxyLimits, ct),
            CheckpointFolder = assignment.KeepsCheckpoints ? CheckpointFolder() : null,
            Resume = checkpoints.ToFile(assignment.Checkpoint),
        };
    }

    /// <summary>What stored tables say of the supernet that is trained; null where it measures for itself, or is none.</summary>
    private async Task<ImmutableArray<LatencyEntry>?> BlockTimesAsync(CancellationToken ct) =>
        assignment.Candidate.IsSupernet && SupernetLatency.DeviceOf(assignment.Experiment.Spec) is { } device
            ? SupernetLatency.EntriesOf(
                assignment.Experiment.Spec,
                assignment.Experiment.Dataset,
                new(await tables.OfDeviceAsync(device, ct))
            )
            : null;

    private string CheckpointFolder()
    {
        try
        {
            return checkpoints.Create(assignment.Attempt);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainerStartException(
                $"No checkpoint folder can be made: {e.Message}",
                FailureKind.Infrastructure,
                e
            );
        }
    }
}
