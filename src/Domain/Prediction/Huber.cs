namespace NasCluster.Domain.Prediction;

/// <summary>Huber loss: 0.5·d² for |d| &lt; 1, |d| − 0.5 beyond (FBNetV3 §3.2).</summary>
internal static class Huber
{
    public static float Gradient(float difference) => Math.Clamp(difference, -1, 1);
}
