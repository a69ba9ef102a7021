namespace NasCluster.Domain.Experiments;

public enum ExperimentEventKind
{
    Submitted,
    StateChanged,
    Proposed,
    Started,
    Epoch,
    Completed,
    Failed,
    Pruned,
    Requeued,
    Measured,
}
