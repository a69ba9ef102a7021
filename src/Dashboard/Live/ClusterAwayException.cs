namespace NasCluster.Dashboard.Live;

/// <summary>The cluster could not be reached yet.</summary>
internal sealed class ClusterAwayException(string message) : Exception(message);
