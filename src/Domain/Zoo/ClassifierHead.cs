using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>What most classification networks end in: global mean, dropout, linear layer.</summary>
internal static class ClassifierHead
{
    public static void AppendTo(BlockWriter block, int from, double dropout, string name, int classes)
    {
        var x = block.Free(new GlobalAveragePool(), from);
        Classify(block, x, dropout, name, classes);
    }

    public static void Classify(BlockWriter block, int from, double dropout, string name, int classes)
    {
        var x = dropout > 0 ? block.Free(new DropoutLayer(dropout), from) : from;
        block.Network.Add(name, new Linear(block.ChannelsOf(x), classes), x);
    }
}
