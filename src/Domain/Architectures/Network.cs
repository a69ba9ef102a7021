using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NasCluster.Domain.Architectures;

/// <summary>A network description: nodes in an order in which each comes after its inputs; the last one is the output.</summary>
/// <remarks>
/// Cost model, Torch modules and exporters all read this one description. Nodes the output does not depend on hold
/// parameters and are never run: some released networks have such, and their published sizes count them.
/// </remarks>
public sealed record Network(TensorShape Input, ImmutableArray<LayerNode> Nodes)
{
    public const int InputIndex = -1;

    // Of the network as it was built; a changed copy has to find its own.
    private readonly ImmutableArray<TensorShape> _shapes;

    /// <param name="input">Shape of the input.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="shapes">Their output shapes, known from building them.</param>
    internal Network(TensorShape input, ImmutableArray<LayerNode> nodes, ImmutableArray<TensorShape> shapes)
        : this(input, nodes) => _shapes = shapes;

    private Network(Network other)
    {
        Input = other.Input;
        Nodes = other.Nodes;
        SecondInput = other.SecondInput;
        Auxiliary = other.Auxiliary;
    }

    /// <summary>Index of the second input: the image beside a feature map, for a strided EESP unit on its own.</summary>
    public const int SecondInputIndex = -2;

    /// <summary>Shape of the second input, where there is one.</summary>
    public TensorShape? SecondInput { get; init; }

    /// <summary>
    /// A node of scores before the output, at the same or a smaller size, that training attaches a second loss to; null
    /// for none. The output depends on it, so costs are the same with and without.
    /// </summary>
    public int? Auxiliary { get; init; }

    /// <summary>Output shape of every node, in order.</summary>
    /// <exception cref="InvalidNetworkException">A layer's inputs do not fit; the message names it and the shapes.</exception>
    public ImmutableArray<TensorShape> Shapes() => _shapes.IsDefault ? FindShapes() : _shapes;

    /// <summary>For every node whether the output depends on it; the others only hold parameters.</summary>
    public bool[] Live()
    {
        var live = new bool[Nodes.Length];
        for (var i = live.Length - 1; i >= 0; i--)
        {
            live[i] |= i == live.Length - 1;
            foreach (var input in live[i] ? Nodes[i].Inputs : [])
            {
                if (input >= 0)
                {
                    live[input] = true;
                }
            }
        }

        return live;
    }

    /// <summary>Shape of the first (−1) or the second (−2) input.</summary>
    /// <exception cref="InvalidNetworkException">There is no second input.</exception>
    public TensorShape OutsideShape(int index) =>
        index == InputIndex
            ? Input
            : SecondInput ?? throw new InvalidNetworkException("The network has no second input.");

    /// <summary>Shape of the first input of a node.</summary>
    /// <param name="node">Its index.</param>
    /// <param name="shapes">What <see cref="Shapes"/> gives.</param>
    public TensorShape InputOf(int node, ImmutableArray<TensorShape> shapes)
    {
        var first = Nodes[node].Inputs[0];
        return first >= 0 ? shapes[first] : OutsideShape(first);
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

    private ImmutableArray<TensorShape> FindShapes()
    {
        var shapes = new TensorShape[Nodes.Length];
        for (var i = 0; i < shapes.Length; i++)
        {
            var inputs = Nodes[i].Inputs;
            var read = new TensorShape[inputs.Length];
            for (var j = 0; j < read.Length; j++)
            {
                read[j] = inputs[j] >= 0 ? shapes[inputs[j]] : OutsideShape(inputs[j]);
            }

            shapes[i] = OutputOf(Nodes[i], ImmutableCollectionsMarshal.AsImmutableArray(read));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(shapes);
    }
}
