namespace NasCluster.Silo;

/// <summary>Process and gateway port of a silo on this machine.</summary>
public sealed record SiloNote(int ProcessId, int GatewayPort);
