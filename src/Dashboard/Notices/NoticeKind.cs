namespace NasCluster.Dashboard.Notices;

/// <summary>What people want to hear of without looking.</summary>
public enum NoticeKind
{
    /// <summary>A candidate is more accurate than all before it.</summary>
    NewBest,

    /// <summary>An experiment has completed.</summary>
    Finished,

    /// <summary>An experiment has failed.</summary>
    Failed,

    /// <summary>A worker was not heard of any more, and did not say that it leaves.</summary>
    WorkerLost,
}
