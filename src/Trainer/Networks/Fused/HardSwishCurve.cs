using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
internal readonly struct HardSwishCurve : IActivationCurve
{
    private const float Sixth = 1f / 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Value(Vector256<float> x)
    {
        // What is no number goes through: of the two it is the second that the native comparison keeps.
        var gate = x + Vector256.Create(3f);
        gate = Vector256.MaxNative(Vector256<float>.Zero, Vector256.MinNative(Vector256.Create(6f), gate));
        return x * gate * Vector256.Create(Sixth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Slope(Vector256<float> x)
    {
        var middle = Vector256.FusedMultiplyAdd(x, Vector256.Create(1f / 3), Vector256.Create(0.5f));
        var upper = Vector256.ConditionalSelect(
            Vector256.GreaterThan(x, Vector256.Create(3f)),
            Vector256<float>.One,
            middle
        );
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-3f)), Vector256<float>.Zero, upper);
    }
}
