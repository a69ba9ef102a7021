namespace NasCluster.Domain.Experiments;

public enum ExperimentState
{
    Running,
    Paused,
    Completed,
    Failed,
    Cancelled,
}
