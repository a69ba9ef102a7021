namespace NasCluster.Domain.Ports;

/// <summary>A text that the dashboard keeps.</summary>
/// <param name="Kind">What it is: notes, a line of the audit log, a message that waits.</param>
/// <param name="Key">Unique within its kind.</param>
/// <param name="Content">JSON of its kind.</param>
public sealed record DashboardRecord(string Kind, string Key, string Content);
