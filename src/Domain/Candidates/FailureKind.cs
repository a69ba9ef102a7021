namespace NasCluster.Domain.Candidates;

public enum FailureKind
{
    /// <summary>Loss or metric is NaN or infinite. Not retried.</summary>
    Diverged,

    /// <summary>The network or recipe cannot be built. Not retried.</summary>
    Invalid,

    /// <summary>Out of memory; retried once.</summary>
    OutOfMemory,

    /// <summary>The trainer ended or failed for a reason of the candidate's own; retried up to the policy's count.</summary>
    Crash,

    /// <summary>No report within the time limit; treated as a crash.</summary>
    Timeout,

    /// <summary>The trainer broke the child protocol; treated as a crash.</summary>
    Protocol,

    /// <summary>A hard limit is broken by a measured value. Not retried; the candidate counts as pruned.</summary>
    Infeasible,

    /// <summary>Worker lost, killed or drained; never charged to the candidate.</summary>
    Infrastructure,

    /// <summary>
    /// The data set is gone, or another one than the experiment was submitted with. Never charged to the candidate; the
    /// experiment is paused, because every other candidate would meet the same.
    /// </summary>
    DatasetChanged,

    /// <summary>A pruner or the user stopped it.</summary>
    Stopped,
}
