namespace NasCluster.Storage.Postgres;

/// <summary>What a commit waits for.</summary>
internal enum CommitWait
{
    /// <summary>Survives a crash of the server: results, epochs, proposals, changes of state.</summary>
    Flushed,

    /// <summary>
    /// A crash of the server may take back the last 0.6 s (synchronous_commit = off). For claims, beats and expired
    /// leases: a claim that was taken back makes its slot lose the fence and the work is claimed again, by its rules.
    /// </summary>
    NotFlushed,
}
