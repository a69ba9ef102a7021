using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Writes the nodes of one block under its path, so that tensors get the names of the authors' code.</summary>
public readonly record struct BlockWriter(NetworkBuilder Network, NodeName Path, BlockStyle Style)
{
    public BlockWriter Child(string name) => this with { Path = Path.In(name) };

    public int ChannelsOf(int node) => Network.ChannelsOf(node);

    /// <summary>A convolution from all channels of a node; padding is k//2 or SAME unless another is given.</summary>
    public int Conv(string name, int from, ConvSpec spec, bool bias = false, int dilation = 1, Padding? padding = null)
    {
        var zeros = padding ?? (Style.SamePadding ? Padding.Same : Padding.HalfOf(spec.Kernel, dilation));
        var conv = new Conv2d(
            ChannelsOf(from),
            spec.OutChannels,
            spec.Kernel,
            spec.Stride,
            zeros,
            spec.Groups,
            bias,
            dilation
        );
        return Network.Add(Path.In(name), conv, from);
    }

    public int Norm(string name, int from) =>
        Network.Add(Path.In(name), new BatchNorm2d(ChannelsOf(from), Style.Epsilon, Style.Momentum), from);

    public int PRelu(string name, int from) => Network.Add(Path.In(name), new PReluLayer(ChannelsOf(from)), from);

    /// <summary>A node without tensors; its name is made up, since no release names it.</summary>
    public int Free(Layer layer, params ImmutableArray<int> inputs) =>
        Network.Add(Path.In("op", Network.Last + 1), layer, inputs);

    public int Act(Activation kind, int from) => Free(new ActivationLayer(kind), from);

    /// <summary>Adds a residual where one is given, dropping the branch with the rate while training.</summary>
    public int Residual(int branch, int from, double dropPath)
    {
        var kept = dropPath > 0 ? Free(new DropPathLayer(dropPath), branch) : branch;
        return Free(new AddLayer(), kept, from);
    }
}
