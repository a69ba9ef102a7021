using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Tests.Shared;

/// <summary>A network with every layer type in it, and few weights.</summary>
internal static class TinyNetwork
{
    public const int Side = 12;

    public static Network Create(double dropPath = 0.1, double dropout = 0.1, int width = 8, int channels = 1)
    {
        var network = new NetworkBuilder(new(channels, Side, Side));
        var x = network.ConvNormAct("stem", Network.InputIndex, new(width, Kernel: 3, Stride: 2), Activation.Relu);
        x = new InvertedResidual
        {
            Kernel = 3,
            Expansion = 2,
            OutChannels = width,
            SqueezeExcite = true,
            DropPath = dropPath,
        }.AppendTo(network, "block", x);
        x = network.Add("pool", new GlobalAveragePool(), x);
        x = network.Add("dropout", new DropoutLayer(dropout), x);
        network.Add("classifier", new Linear(width, Stripes.Classes), x);
        return network.Build();
    }
}
