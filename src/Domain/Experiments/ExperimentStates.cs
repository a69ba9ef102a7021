namespace NasCluster.Domain.Experiments;

/// <summary>The legal changes of an experiment's state.</summary>
public static class ExperimentStates
{
    extension(ExperimentState state)
    {
        public bool IsFinal =>
            state is ExperimentState.Completed or ExperimentState.Failed or ExperimentState.Cancelled;

        public bool CanBecome(ExperimentState next) =>
            (state, next) switch
            {
                (ExperimentState.Running, not ExperimentState.Running) => true,
                (ExperimentState.Paused, ExperimentState.Running or ExperimentState.Cancelled) => true,
                _ => false,
            };
    }
}
