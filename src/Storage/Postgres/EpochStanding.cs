namespace NasCluster.Storage.Postgres;

/// <param name="EpochsOfCandidate">How many epochs the candidate is to be trained.</param>
/// <param name="IsRecorded">Whether the reported epoch was recorded before.</param>
internal sealed record EpochStanding(int EpochsOfCandidate, bool IsRecorded);
