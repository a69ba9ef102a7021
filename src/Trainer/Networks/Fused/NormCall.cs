using TorchSharp;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>One pass through a fused normalisation: what it is given beside tensors to learn, and what it leaves.</summary>
/// <param name="kernel">Does it.</param>
/// <param name="runningMean">Moved towards the batch's.</param>
/// <param name="runningVariance">Moved towards the batch's.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="momentum">Weight of the batch's moments.</param>
internal sealed class NormCall(
    NormKernel kernel,
    torch.Tensor runningMean,
    torch.Tensor runningVariance,
    double epsilon,
    double momentum
)
{
    private NormMoments? _moments;

    /// <summary>The result of <see cref="Forward"/>; the caller disposes of it when autograd has wrapped it.</summary>
    public torch.Tensor? Output { get; private set; }

    public unsafe torch.Tensor Forward(torch.Tensor x, torch.Tensor scale, torch.Tensor shift)
    {
        var size = x.shape;
        var shape = new NormShape((int)size[1], size[0] * size[2] * size[3]);
        Output = Maps.Empty(size);
        using var from = Maps.Rows(x);
        using var to = Maps.Rows(Output);
        double[] mean;
        double[] variance;
        fixed (float* source = Maps.Numbers(from))
        fixed (float* target = Maps.Numbers(to))
        {
            (_moments, mean, variance) = kernel.Forward(
                source,
                target,
                shape,
                Maps.Numbers(scale),
                Maps.Numbers(shift),
                epsilon
            );
        }

        // As in libtorch, the running variance is that of the population.
        var population = shape.Pixels / (double)Math.Max(1, shape.Pixels - 1);
        Follow(Maps.Numbers(runningMean), mean, 1);
        Follow(Maps.Numbers(runningVariance), variance, population);
        return Output;
    }

    public unsafe (torch.Tensor X, torch.Tensor Scale, torch.Tensor Shift) Backward(
        torch.Tensor x,
        torch.Tensor gradient
    )
    {
        var moments = _moments!;
        var result = Maps.Empty(x.shape);
        var scale = torch.empty(moments.Shape.Channels, device: torch.CPU);
        var shift = torch.empty(moments.Shape.Channels, device: torch.CPU);
        using var from = Maps.Rows(x);
        using var packed = Maps.IsPacked(gradient) ? gradient.alias() : ChannelsLast.Of(gradient);
        using var back = Maps.Rows(packed);
        using var to = Maps.Rows(result);
        fixed (float* source = Maps.Numbers(from))
        fixed (float* slopes = Maps.Numbers(back))
        fixed (float* target = Maps.Numbers(to))
        {
            kernel.Backward(source, slopes, target, moments, Maps.Numbers(scale), Maps.Numbers(shift));
        }

        return (result, scale, shift);
    }

    private void Follow(Span<float> running, double[] batch, double factor)
    {
        for (var c = 0; c < running.Length; c++)
        {
            running[c] = (float)((1 - momentum) * running[c] + momentum * factor * batch[c]);
        }
    }
}
