using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>A layer at its place in a network.</summary>
/// <param name="Name">Path such as "stage1.0.expand.conv"; its tensors are named by it.</param>
/// <param name="Layer">What it does.</param>
/// <param name="Inputs">Indices of earlier nodes; −1 is the network's input.</param>
public sealed record LayerNode(string Name, Layer Layer, ImmutableArray<int> Inputs);
