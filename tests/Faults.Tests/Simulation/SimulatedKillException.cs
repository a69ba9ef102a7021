namespace NasCluster.Faults.Tests.Simulation;

/// <summary>Ends a simulated worker wherever it is.</summary>
internal sealed class SimulatedKillException : Exception;
