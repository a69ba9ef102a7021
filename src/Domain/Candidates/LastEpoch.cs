namespace NasCluster.Domain.Candidates;

/// <summary>The last epoch of an attempt where it is recorded together with the attempt's end.</summary>
/// <param name="Report">What was measured.</param>
/// <param name="Checkpoint">The checkpoint of this epoch; null where none was written.</param>
public sealed record LastEpoch(EpochReport Report, CheckpointRef? Checkpoint = null);
