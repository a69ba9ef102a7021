using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Networks;

/// <summary>What a tensor holds before training: one value, or normally distributed around 0.</summary>
internal readonly record struct TensorStart(double Value, double Deviation = 0)
{
    public static TensorStart Zeros => new(0);

    public static TensorStart Ones => new(1);

    /// <summary>Where a PReLU slope starts.</summary>
    public static TensorStart Slope => new(0.25);

    public static TensorStart Normal(double deviation) => new(0, deviation);

    /// <summary>Kaiming's rule for the outputs a weight feeds; in a grouped convolution only those of its group.</summary>
    public static TensorStart KaimingFanOut(long outChannels, Extent kernel, long groups) =>
        Normal(Math.Sqrt(2.0 / (outChannels / groups * kernel.Area)));
}
