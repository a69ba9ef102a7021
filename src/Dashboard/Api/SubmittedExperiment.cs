namespace NasCluster.Dashboard.Api;

/// <param name="Experiment">Its id.</param>
internal sealed record SubmittedExperiment(string Experiment);
