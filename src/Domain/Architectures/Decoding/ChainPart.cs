namespace NasCluster.Domain.Architectures;

/// <summary>A piece of a network after the other pieces.</summary>
/// <param name="Key">
/// Equal for pieces that are alike, whatever they are called; null where a piece reads more than the one before it gives.
/// </param>
/// <param name="Name">Path of its nodes.</param>
/// <param name="AppendTo">Writes its nodes below a path and after a node; the index of its output, the last node.</param>
public readonly record struct ChainPart(object? Key, NodeName Name, Func<NetworkBuilder, NodeName, int, int> AppendTo);
