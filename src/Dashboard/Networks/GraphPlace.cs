namespace NasCluster.Dashboard.Networks;

/// <summary>Where the middle of a node is, in pixels.</summary>
internal sealed record GraphPlace(double X, double Y);
