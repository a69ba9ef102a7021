using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Training;

/// <summary>An epoch is done. The child waits for a <see cref="DirectiveCommand"/> before it goes on.</summary>
/// <param name="Nonce">The nonce of the train command.</param>
/// <param name="Report">What was measured; not finite numbers travel as a <see cref="FailedMessage"/> of kind diverged instead.</param>
/// <param name="Checkpoint">The checkpoint of this epoch, or null where the child writes none.</param>
public sealed record EpochMessage(string Nonce, EpochReport Report, CheckpointRef? Checkpoint = null) : TrainerMessage;
