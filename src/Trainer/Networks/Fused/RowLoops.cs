using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>The loops over rows; every pointer is to whole rows, every array is one row long.</summary>
internal static unsafe class RowLoops
{
    // Single-precision sums of so few rows lose nothing that matters; they go on in double precision.
    private const int RowsOfASum = 128;
    private const int Vector = 8;

    /// <summary>Σ (x − pivot) and Σ (x − pivot)², added to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(float* x, long rows, float[] pivot, double[] sums, double[] squares)
    {
        var (sum, square) = (new float[pivot.Length], new float[pivot.Length]);
        for (var start = 0L; start < rows; start += RowsOfASum)
        {
            var end = Math.Min(rows, start + RowsOfASum);
            for (var row = start; row < end; row++)
            {
                var from = x + row * pivot.Length;
                for (var i = 0; i < pivot.Length; i += Vector)
                {
                    var value = Vector256.Load(from + i) - Load(pivot, i);
                    Store(Load(sum, i) + value, sum, i);
                    Store(Vector256.FusedMultiplyAdd(value, value, Load(square, i)), square, i);
                }
            }

            Move(sum, sums);
            Move(square, squares);
        }
    }

    /// <summary>z = curve(factor · x + term).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TCurve>(float* x, float* z, long rows, float[] factor, float[] term)
        where TCurve : struct, IActivationCurve
    {
        for (var row = 0L; row < rows; row++)
        {
            var from = x + row * factor.Length;
            var to = z + row * factor.Length;
            for (var i = 0; i < factor.Length; i += Vector)
            {
                var y = Vector256.FusedMultiplyAdd(Vector256.Load(from + i), Load(factor, i), Load(term, i));
                TCurve.Value(y).Store(to + i);
            }
        }
    }

    /// <summary>d = g · curve'(factor · x + term), and Σ d and Σ d · (x − mean), added to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Slopes<TCurve>(
        float* x,
        float* g,
        float* d,
        long rows,
        NormMoments moments,
        double[] sums,
        double[] products
    )
        where TCurve : struct, IActivationCurve
    {
        var (factor, term, mean) = (moments.Factor, moments.Term, moments.Mean);
        var (sum, product) = (new float[mean.Length], new float[mean.Length]);
        for (var start = 0L; start < rows; start += RowsOfASum)
        {
            var end = Math.Min(rows, start + RowsOfASum);
            for (var row = start; row < end; row++)
            {
                var at = row * mean.Length;
                for (var i = 0; i < mean.Length; i += Vector)
                {
                    var value = Vector256.Load(x + at + i);
                    var y = Vector256.FusedMultiplyAdd(value, Load(factor, i), Load(term, i));
                    var slope = Vector256.Load(g + at + i) * TCurve.Slope(y);
                    slope.Store(d + at + i);
                    Store(Load(sum, i) + slope, sum, i);
                    Store(Vector256.FusedMultiplyAdd(slope, value - Load(mean, i), Load(product, i)), product, i);
                }
            }

            Move(sum, sums);
            Move(product, products);
        }
    }

    /// <summary>d = factor · d + slope · (x − mean) + term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(float* x, float* d, long rows, NormMoments moments, float[] slope, float[] term)
    {
        var (factor, mean) = (moments.Factor, moments.Mean);
        for (var row = 0L; row < rows; row++)
        {
            var from = x + row * mean.Length;
            var to = d + row * mean.Length;
            for (var i = 0; i < mean.Length; i += Vector)
            {
                var centred = Vector256.Load(from + i) - Load(mean, i);
                var rest = Vector256.FusedMultiplyAdd(centred, Load(slope, i), Load(term, i));
                Vector256.FusedMultiplyAdd(Vector256.Load(to + i), Load(factor, i), rest).Store(to + i);
            }
        }
    }

    private static void Move(float[] from, double[] to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] += from[i];
            from[i] = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float[] row, int at) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(row), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> value, float[] row, int at) =>
        value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(row), (nuint)at);
}
