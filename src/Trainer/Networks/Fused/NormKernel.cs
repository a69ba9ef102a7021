namespace NasCluster.Trainer.Networks.Fused;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015) and an activation in two passes over the maps forward and two backward;
/// libtorch takes four and three, because it goes over them for mean, variance, normalisation and activation one by one.
/// </summary>
/// <param name="threads">Of the process.</param>
internal abstract unsafe class NormKernel(int threads)
{
    /// <summary>Normalises by the batch's own moments.</summary>
    /// <param name="x">Maps, channels innermost.</param>
    /// <param name="z">As large.</param>
    /// <param name="shape">Of both.</param>
    /// <param name="scale">One per channel.</param>
    /// <param name="shift">One per channel.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>What <see cref="Backward"/> needs, and mean and variance of each channel.</returns>
    public (NormMoments Moments, double[] Mean, double[] Variance) Forward(
        float* x,
        float* z,
        NormShape shape,
        ReadOnlySpan<float> scale,
        ReadOnlySpan<float> shift,
        double epsilon
    )
    {
        var (mean, variance) = MomentsOf(x, shape);
        var deviations = Array.ConvertAll(variance, value => 1 / Math.Sqrt(value + epsilon));
        var (factor, term) = (new float[shape.Channels], new float[shape.Channels]);
        for (var c = 0; c < factor.Length; c++)
        {
            var scaled = scale[c] * deviations[c];
            (factor[c], term[c]) = ((float)scaled, (float)(shift[c] - mean[c] * scaled));
        }

        var moments = new NormMoments(
            shape,
            shape.Repeat(Array.ConvertAll(mean, value => (float)value)),
            shape.Repeat(factor),
            shape.Repeat(term),
            deviations
        );
        ForwardAll(x, z, moments);
        return (moments, mean, variance);
    }

    /// <summary>Gradients of the maps, the scales and the shifts.</summary>
    /// <param name="x">Maps of the pass forward.</param>
    /// <param name="g">Gradient of what came out.</param>
    /// <param name="d">Gets the gradient of the maps.</param>
    /// <param name="moments">Of the pass forward.</param>
    /// <param name="scale">Gets one number per channel.</param>
    /// <param name="shift">Gets one number per channel.</param>
    public void Backward(float* x, float* g, float* d, NormMoments moments, Span<float> scale, Span<float> shift)
    {
        var shape = moments.Shape;
        var (sums, products) = SlopesOf(x, g, d, moments);
        var (slope, term) = (new float[shape.Channels], new float[shape.Channels]);
        for (var c = 0; c < slope.Length; c++)
        {
            var (factor, deviation) = (moments.Factor[c], moments.Deviations[c]);
            (scale[c], shift[c]) = ((float)(products[c] * deviation), (float)sums[c]);
            slope[c] = (float)(-factor * deviation * deviation * products[c] / shape.Pixels);
            term[c] = (float)(-factor * sums[c] / shape.Pixels);
        }

        var (slopes, terms) = (shape.Repeat(slope), shape.Repeat(term));
        var parts = new RowParts(shape, threads);
        parts.ForEach(part =>
        {
            var (start, rows) = parts.Of(part);
            RowLoops.Backward(x + start * shape.Width, d + start * shape.Width, rows, moments, slopes, terms);
        });
        BackwardRest(x + shape.Rows * shape.Width, d + shape.Rows * shape.Width, moments, slopes, terms);
    }

    /// <summary>Normalises by moments that are known, for evaluation.</summary>
    /// <param name="x">Maps, channels innermost.</param>
    /// <param name="z">As large; the same where nobody needs the maps afterwards.</param>
    /// <param name="shape">Of both.</param>
    /// <param name="factor">What the numbers of each channel are multiplied by.</param>
    /// <param name="term">What is added to them then.</param>
    public void Apply(float* x, float* z, NormShape shape, ReadOnlySpan<float> factor, ReadOnlySpan<float> term)
    {
        var zeros = new float[shape.Width];
        var moments = new NormMoments(shape, zeros, shape.Repeat(factor), shape.Repeat(term), []);
        ForwardAll(x, z, moments);
    }

    protected abstract void Forward(float* x, float* z, long rows, NormMoments moments);

    protected abstract void Slopes(
        float* x,
        float* g,
        float* d,
        long rows,
        NormMoments moments,
        double[] sums,
        double[] products
    );

    private void ForwardAll(float* x, float* z, NormMoments moments)
    {
        var shape = moments.Shape;
        var parts = new RowParts(shape, threads);
        parts.ForEach(part =>
        {
            var (start, rows) = parts.Of(part);
            Forward(x + start * shape.Width, z + start * shape.Width, rows, moments);
        });
        ForwardRest(x + shape.Rows * shape.Width, z + shape.Rows * shape.Width, moments);
    }

    private (double[] Mean, double[] Variance) MomentsOf(float* x, NormShape shape)
    {
        // The first pixel for a pivot: variances do not drown where the mean is far from 0.
        var pivot = shape.Repeat(new ReadOnlySpan<float>(x, shape.Channels));
        var parts = new RowParts(shape, threads);
        var (sums, squares) = (Rows(parts.Count, shape), Rows(parts.Count, shape));
        parts.ForEach(part =>
        {
            var (start, rows) = parts.Of(part);
            RowLoops.Moments(x + start * shape.Width, rows, pivot, sums[part], squares[part]);
        });
        fixed (float* rest = Padded(x + shape.Rows * shape.Width, shape.Rest, pivot))
        {
            RowLoops.Moments(rest, shape.Rest > 0 ? 1 : 0, pivot, sums[0], squares[0]);
        }

        var (mean, variance) = (Total(sums, shape), Total(squares, shape));
        for (var c = 0; c < mean.Length; c++)
        {
            var distance = mean[c] / shape.Pixels;
            variance[c] = Math.Max(0, variance[c] / shape.Pixels - distance * distance);
            mean[c] = distance + pivot[c];
        }

        return (mean, variance);
    }

    private (double[] Sums, double[] Products) SlopesOf(float* x, float* g, float* d, NormMoments moments)
    {
        var shape = moments.Shape;
        var parts = new RowParts(shape, threads);
        var (sums, products) = (Rows(parts.Count, shape), Rows(parts.Count, shape));
        parts.ForEach(part =>
        {
            var (start, rows) = parts.Of(part);
            var at = start * shape.Width;
            Slopes(x + at, g + at, d + at, rows, moments, sums[part], products[part]);
        });
        if (shape.Rest > 0)
        {
            var at = shape.Rows * shape.Width;
            var slopes = new float[shape.Width];
            fixed (float* values = Padded(x + at, shape.Rest, moments.Mean))
            fixed (float* gradients = Padded(g + at, shape.Rest, new float[shape.Width]))
            fixed (float* to = slopes)
            {
                Slopes(values, gradients, to, 1, moments, sums[0], products[0]);
            }

            slopes.AsSpan(0, shape.Rest).CopyTo(new Span<float>(d + at, shape.Rest));
        }

        return (Total(sums, shape), Total(products, shape));
    }

    private void ForwardRest(float* x, float* z, NormMoments moments)
    {
        var rest = moments.Shape.Rest;
        var row = Padded(x, rest, moments.Mean);
        fixed (float* values = row)
        {
            Forward(values, values, rest > 0 ? 1 : 0, moments);
        }

        row.AsSpan(0, rest).CopyTo(new Span<float>(z, rest));
    }

    private static void BackwardRest(float* x, float* d, NormMoments moments, float[] slope, float[] term)
    {
        var rest = moments.Shape.Rest;
        var row = Padded(d, rest, new float[moments.Shape.Width]);
        fixed (float* values = Padded(x, rest, moments.Mean))
        fixed (float* slopes = row)
        {
            RowLoops.Backward(values, slopes, rest > 0 ? 1 : 0, moments, slope, term);
        }

        row.AsSpan(0, rest).CopyTo(new Span<float>(d, rest));
    }

    /// <summary>A row of what is left, filled up with what adds nothing.</summary>
    private static float[] Padded(float* rest, int count, float[] filling)
    {
        var row = (float[])filling.Clone();
        new ReadOnlySpan<float>(rest, count).CopyTo(row);
        return row;
    }

    private static double[][] Rows(int count, NormShape shape) =>
        [.. Enumerable.Range(0, count).Select(_ => new double[shape.Width])];

    private static double[] Total(double[][] parts, NormShape shape)
    {
        for (var part = 1; part < parts.Length; part++)
        {
            for (var i = 0; i < parts[0].Length; i++)
            {
                parts[0][i] += parts[part][i];
            }
        }

        return shape.Fold(parts[0]);
    }
}
