using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>x · σ(x).</summary>
internal readonly struct SwishCurve : IActivationCurve
{
    // Beyond these eˣ leaves the range of single precision.
    private const float Largest = 88f;
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts: the first has few enough bits for exact products with whole numbers.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Value(Vector256<float> x) => x / (Vector256<float>.One + Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Slope(Vector256<float> x)
    {
        var gate = Vector256<float>.One / (Vector256<float>.One + Exp(-x));
        return gate * Vector256.FusedMultiplyAdd(x, Vector256<float>.One - gate, Vector256<float>.One);
    }

    /// <summary>eˣ = 2ⁿ · eʳ with |r| ≤ ½ ln 2, by the Taylor series to the sixth power: one or two units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        // What is no number goes through: of the two it is the second that the native comparison keeps.
        x = Vector256.MaxNative(Vector256.Create(-Largest), Vector256.MinNative(Vector256.Create(Largest), x));
        var whole = Vector256.Round(x * Vector256.Create(Log2E));
        var rest = Vector256.FusedMultiplyAdd(whole, Vector256.Create(-Ln2High), x);
        rest = Vector256.FusedMultiplyAdd(whole, Vector256.Create(-Ln2Low), rest);
        var series = Vector256.Create(1f / 720);
        series = Vector256.FusedMultiplyAdd(series, rest, Vector256.Create(1f / 120));
        series = Vector256.FusedMultiplyAdd(series, rest, Vector256.Create(1f / 24));
        series = Vector256.FusedMultiplyAdd(series, rest, Vector256.Create(1f / 6));
        series = Vector256.FusedMultiplyAdd(series, rest, Vector256.Create(0.5f));
        series = Vector256.FusedMultiplyAdd(series, rest, Vector256<float>.One);
        series = Vector256.FusedMultiplyAdd(series, rest, Vector256<float>.One);
        var power = (Vector256.ConvertToInt32Native(whole) + Vector256.Create(127)) << 23;
        return series * power.AsSingle();
    }
}
