using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Architectures;

/// <summary>What the decoders over blocks share: side of the image, head, rates of the recipe.</summary>
internal static class DecoderParts
{
    public static int Resolution(Configuration configuration, NetworkTarget target) =>
        configuration.Architecture.TryGet("resolution", out var side) ? (int)side.AsNumber() : target.Resolution;

    public static double RateOf(ParameterSet recipe, string name) =>
        recipe.TryGet(name, out var rate) ? rate.AsNumber() : 0;

    /// <summary>Stochastic depth of a block: grows linearly from 0 at the first to the full rate at the last.</summary>
    public static double DropPath(ParameterSet recipe, int index, int blocks) =>
        blocks > 1 ? RateOf(recipe, "stochasticDepth") * index / (blocks - 1) : 0;

    /// <summary>A rate that stands for all that cost the same: a branch that is dropped at times has one node more.</summary>
    public static double CountedAs(double dropPath) => dropPath > 0 ? 0.5 : 0;

    /// <summary>Blocks of each stage.</summary>
    public static List<int> DepthsOf(ParameterSet architecture, NetworkScale scale) =>
        [
            .. Enumerable
                .Range(1, 99)
                .TakeWhile(stage => architecture.Contains($"stage{stage}.depth"))
                .Select(stage => scale.DepthOf(architecture.WholeNumber($"stage{stage}.depth"))),
        ];

    /// <exception cref="InvalidOperationException">There is no such activation.</exception>
    public static Activation ActivationOf(string name) =>
        name switch
        {
            "relu" => Activation.Relu,
            "hswish" => Activation.HardSwish,
            "swish" => Activation.Swish,
            _ => throw new InvalidOperationException(
                $"'{name}' is not an activation; allowed are relu, hswish and swish."
            ),
        };

    /// <summary>1×1 convolution to the width where one is given, normalisation, activation; global mean, dropout, classifier.</summary>
    public static ChainPart Finish(int? width, Activation activation, Configuration configuration, NetworkTarget target)
    {
        var dropout = RateOf(configuration.Recipe, "dropout");
        return new((width, activation, dropout > 0, target.Classes), NodeName.Root, AppendTo);

        int AppendTo(NetworkBuilder network, NodeName name, int from)
        {
            var x = width is { } channels
                ? network.ConvNormAct(name.In("head"), from, new(channels), activation)
                : from;
            x = network.Add(name.In("pool"), new GlobalAveragePool(), x);
            if (dropout > 0)
            {
                x = network.Add(name.In("dropout"), new DropoutLayer(dropout), x);
            }

            return network.Add(name.In("classifier"), new Linear(network.ChannelsOf(x), target.Classes), x);
        }
    }

    /// <summary>The same after a node of a network that is then whole.</summary>
    public static Network Finish(
        NetworkBuilder network,
        int from,
        int width,
        Activation activation,
        Configuration configuration,
        NetworkTarget target
    )
    {
        Finish(width, activation, configuration, target).AppendTo(network, NodeName.Root, from);
        return network.Build();
    }

    /// <summary>A convolution with normalisation and activation that reads the image.</summary>
    public static ChainPart Stem(ConvSpec spec, Activation activation) =>
        new((spec, activation), "stem", (network, name, from) => network.ConvNormAct(name, from, spec, activation));

    /// <summary>The network of the pieces.</summary>
    public static Network Join(IChainDecoder decoder, Configuration configuration, NetworkTarget target)
    {
        var side = decoder.Resolution(configuration, target);
        var network = new NetworkBuilder(new(target.Channels, side, side));
        var x = Network.InputIndex;
        foreach (var part in decoder.Parts(configuration, target))
        {
            x = part.AppendTo(network, part.Name, x);
        }

        return network.Build();
    }

    /// <summary>Runs a decoder and names what is missing or mistyped in one kind of exception.</summary>
    public static T Guard<T>(Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception e)
            when (e is KeyNotFoundException or InvalidOperationException or OverflowException or DivideByZeroException)
        {
            throw new InvalidNetworkException(e.Message, e);
        }
    }
}
