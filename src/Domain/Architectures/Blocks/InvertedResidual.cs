namespace NasCluster.Domain.Architectures;

/// <summary>
/// The inverted residual of FBNetV3 and MobileNetV3: 1×1 expansion, depth-wise k×k, squeeze-and-excitation, 1×1
/// projection; residual where stride is 1 and the widths are equal (papers: FBNetV3 §3.1).
/// </summary>
public sealed record InvertedResidual
{
    private const int WidthDivisor = 8;
    private const int SqueezeRatio = 4;

    public required int Kernel { get; init; }

    /// <summary>Mid width over input width; 1 leaves the expansion out.</summary>
    public required double Expansion { get; init; }

    public required int OutChannels { get; init; }

    public int Stride { get; init; } = 1;

    public bool SqueezeExcite { get; init; }

    public Activation Activation { get; init; } = Activation.HardSwish;

    /// <summary>Probability that the residual branch is dropped in training.</summary>
    public double DropPath { get; init; }

    public int AppendTo(NetworkBuilder network, NodeName name, int from)
    {
        var inChannels = network.ChannelsOf(from);
        var mid = Divisible(inChannels * Expansion);
        var x = mid == inChannels ? from : network.ConvNormAct(name.In("expand"), from, new(mid), Activation);
        x = network.ConvNormAct(name.In("depthwise"), x, new(mid, Kernel, Stride, Groups: mid), Activation);
        if (SqueezeExcite)
        {
            x = Squeeze(network, name.In("se"), x);
        }

        x = network.ConvNormAct(name.In("project"), x, new(OutChannels), activation: null);
        return Stride == 1 && inChannels == OutChannels ? Residual(network, name, from, x) : x;
    }

    /// <summary>Nearest multiple of 8, at least 8, and never below 95 % of the target (FBNet's rule).</summary>
    public static int Divisible(double width) => Widths.Divisible(width, WidthDivisor);

    private int Residual(NetworkBuilder network, NodeName name, int from, int branch)
    {
        if (DropPath > 0)
        {
            branch = network.Add(name.In("drop"), new DropPathLayer(DropPath), branch);
        }

        return network.Add(name.In("add"), new AddLayer(), branch, from);
    }

    private int Squeeze(NetworkBuilder network, NodeName name, int from)
    {
        var channels = network.ChannelsOf(from);
        var reduced = Divisible(channels / (double)SqueezeRatio);
        var x = network.Add(name.In("pool"), new GlobalAveragePool(), from);
        x = network.Add(name.In("reduce"), Conv2d.From(new(reduced), channels, bias: true), x);
        x = network.Add(name.In("act"), new ActivationLayer(Activation), x);
        x = network.Add(name.In("expand"), Conv2d.From(new(channels), reduced, bias: true), x);
        x = network.Add(name.In("gate"), new ActivationLayer(Activation.HardSigmoid), x);
        return network.Add(name.In("scale"), new ScaleLayer(), from, x);
    }
}
