namespace NasCluster.Domain.Architectures;

/// <summary>
/// Squeeze-and-excitation: global mean, 1×1 to fewer channels, activation, 1×1 back, gate, scale. Both convolutions have
/// biases.
/// </summary>
/// <param name="Reduced">Channels in the middle.</param>
/// <param name="Activation">Between the two convolutions.</param>
/// <param name="Gate">After them, into (0, 1).</param>
/// <param name="Reduce">Name of the first convolution.</param>
/// <param name="Expand">Name of the second convolution.</param>
public sealed record SqueezeExcite(int Reduced, Activation Activation, Activation Gate, string Reduce, string Expand)
{
    public int AppendTo(BlockWriter block, int from)
    {
        var channels = block.ChannelsOf(from);
        var x = block.Free(new GlobalAveragePool(), from);
        x = block.Conv(Reduce, x, new(Reduced), bias: true);
        x = block.Act(Activation, x);
        x = block.Conv(Expand, x, new(channels), bias: true);
        x = block.Act(Gate, x);
        return block.Free(new ScaleLayer(), from, x);
    }
}
