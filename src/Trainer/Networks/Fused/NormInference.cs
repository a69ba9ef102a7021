using TorchSharp;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>A fused normalisation in evaluation: by the running moments, in one pass over the maps.</summary>
/// <param name="kernel">Does it.</param>
/// <param name="epsilon">Added to the variance.</param>
internal sealed class NormInference(NormKernel kernel, double epsilon)
{
    /// <summary>The normalised maps.</summary>
    /// <param name="x">Maps with the channels innermost.</param>
    /// <param name="norm">Scale, shift and running moments.</param>
    /// <param name="inPlace">Nobody needs the maps afterwards: they are written over.</param>
    public unsafe torch.Tensor Apply(torch.Tensor x, NormTensors norm, bool inPlace)
    {
        var size = x.shape;
        var (factor, term) = FactorsOf(norm);
        var result = inPlace ? x.alias() : Maps.Empty(size);
        using var from = Maps.Rows(x);
        using var to = Maps.Rows(result);
        fixed (float* source = Maps.Numbers(from))
        fixed (float* target = Maps.Numbers(to))
        {
            var shape = new NormShape((int)size[1], size[0] * size[2] * size[3]);
            kernel.Apply(source, target, shape, factor, term);
        }

        return result;
    }

    private (float[] Factor, float[] Term) FactorsOf(NormTensors norm)
    {
        var scale = Maps.Numbers(norm.Scale.Value);
        var shift = Maps.Numbers(norm.Shift.Value);
        var mean = Maps.Numbers(norm.Mean.Value);
        var variance = Maps.Numbers(norm.Variance.Value);
        var (factor, term) = (new float[scale.Length], new float[scale.Length]);
        for (var c = 0; c < factor.Length; c++)
        {
            var scaled = scale[c] / Math.Sqrt(variance[c] + epsilon);
            (factor[c], term[c]) = ((float)scaled, (float)(shift[c] - mean[c] * scaled));
        }

        return (factor, term);
    }
}
