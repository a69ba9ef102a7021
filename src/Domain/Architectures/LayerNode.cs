using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>A layer at its place in a network.</summary>
/// <param name="Path">Its tensors are named by it.</param>
/// <param name="Layer">What it does.</param>
/// <param name="Inputs">Indices of earlier nodes; −1 is the network's input.</param>
public sealed record LayerNode(NodeName Path, Layer Layer, ImmutableArray<int> Inputs)
{
    /// <summary>The path as text, such as "stage1.0.expand.conv".</summary>
    public string Name => Path.ToString();
}
