namespace NasCluster.Trainer.Networks.Fused;

/// <summary>The kernel of one activation.</summary>
internal sealed unsafe class CurvedNorm<TCurve>(int threads) : NormKernel(threads)
    where TCurve : struct, IActivationCurve
{
    protected override void Forward(float* x, float* z, long rows, NormMoments moments) =>
        RowLoops.Forward<TCurve>(x, z, rows, moments.Factor, moments.Term);

    protected override void Slopes(
        float* x,
        float* g,
        float* d,
        long rows,
        NormMoments moments,
        double[] sums,
        double[] products
    ) => RowLoops.Slopes<TCurve>(x, g, d, rows, moments, sums, products);
}
