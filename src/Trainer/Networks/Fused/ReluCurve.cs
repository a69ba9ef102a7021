using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>max(x, 0); not a number stays one.</summary>
internal readonly struct ReluCurve : IActivationCurve
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Value(Vector256<float> x) => Vector256.MaxNative(Vector256<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Slope(Vector256<float> x) =>
        Vector256.ConditionalSelect(
            Vector256.GreaterThan(x, Vector256<float>.Zero),
            Vector256<float>.One,
            Vector256<float>.Zero
        );
}
