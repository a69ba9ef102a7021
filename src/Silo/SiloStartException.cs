namespace NasCluster.Silo;

/// <summary>A silo cannot run in this environment; the message says why.</summary>
public sealed class SiloStartException(string message, Exception? inner = null) : Exception(message, inner);
