using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>A network description: nodes in an order in which each comes after its inputs; the last one is the output.</summary>
/// <remarks>Cost model, Torch modules and exporters all read this one description.</remarks>
public sealed record Network(TensorShape Input, ImmutableArray<LayerNode> Nodes)
{
    public const int InputIndex = -1;

    /// <summary>Output shape of every node, in order.</summary>
    /// <exception cref="InvalidNetworkException">A layer's inputs do not fit; the message names it and the shapes.</exception>
    public ImmutableArray<TensorShape> Shapes()
    {
        var shapes = ImmutableArray.CreateBuilder<TensorShape>(Nodes.Length);
        foreach (var node in Nodes)
        {
            shapes.Add(OutputOf(node, [.. node.Inputs.Select(index => index == InputIndex ? Input : shapes[index])]));
        }

        return shapes.MoveToImmutable();
    }

    internal static TensorShape OutputOf(LayerNode node, ImmutableArray<TensorShape> inputs)
    {
        try
        {
            return node.Layer.Output(inputs);
        }
        catch (InvalidNetworkException e)
        {
            throw new InvalidNetworkException(node.Name, $"{e.Message} (input {string.Join(", ", inputs)}).");
        }
    }
}
