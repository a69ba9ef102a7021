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
    public static Network Finish(
        NetworkBuilder network,
        int from,
        int? width,
        Activation activation,
        Configuration configuration,
        NetworkTarget target
    )
    {
        var x = width is { } channels ? network.ConvNormAct("head", from, new(channels), activation) : from;
        x = network.Add("pool", new GlobalAveragePool(), x);
        if (RateOf(configuration.Recipe, "dropout") is > 0 and var dropout)
        {
            x = network.Add("dropout", new DropoutLayer(dropout), x);
        }

        network.Add("classifier", new Linear(network.ChannelsOf(x), target.Classes), x);
        return network.Build();
    }

    /// <summary>Runs a decoder and names what is missing or mistyped in one kind of exception.</summary>
    public static Network Guard(Func<Network> decode)
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
