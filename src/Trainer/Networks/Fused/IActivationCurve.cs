using System.Runtime.Intrinsics;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>An activation on eight numbers at a time.</summary>
internal interface IActivationCurve
{
    static abstract Vector256<float> Value(Vector256<float> x);

    /// <summary>Its derivative.</summary>
    static abstract Vector256<float> Slope(Vector256<float> x);
}
