namespace NasCluster.Storage.Sqlite;

/// <summary>What a commit survives. Both survive the end of the process at any moment.</summary>
/// <remarks>
/// The log is written in order, so a power cut takes away a tail of the transactions and never one from among them; and
/// making one durable makes all before it durable.
/// </remarks>
internal enum Durability
{
    /// <summary>
    /// A power cut may take back the last of them (synchronous = normal). For the progress of a training: whoever was told
    /// of it ran on the same machine and is gone too, and the work is done again from the state before, with the same
    /// fence. It saves a flush of the disk, 3 to 10 ms, for every claim, epoch and result.
    /// </summary>
    Process,

    /// <summary>
    /// Survives a power cut too (synchronous = full). For what a person was promised or a search decided: submissions,
    /// proposals, changes of state. A proposal thus makes every result durable that it was based on.
    /// </summary>
    PowerLoss,
}
