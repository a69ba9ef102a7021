namespace NasCluster.Silo;

/// <summary>Where a serving silo is reached.</summary>
/// <param name="Role">control, worker or all.</param>
/// <param name="Address">IP address others are told.</param>
/// <param name="SiloPort">For other silos.</param>
/// <param name="GatewayPort">For clients; 0 at a worker.</param>
/// <param name="HttpPort">Health and metrics; 0 for none.</param>
/// <param name="ProcessId">Of this process.</param>
public sealed record ServingNote(
    string Role,
    string Address,
    int SiloPort,
    int GatewayPort,
    int HttpPort,
    int ProcessId
);
