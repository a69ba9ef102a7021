namespace NasCluster.Trainer.Networks.Fused;

/// <summary>What a pass forward leaves for the one backward; each array is a row of a <see cref="NormShape"/> long.</summary>
/// <param name="Shape">The maps.</param>
/// <param name="Mean">Of the batch.</param>
/// <param name="Factor">Scale over deviation.</param>
/// <param name="Term">Shift − mean · factor.</param>
/// <param name="Deviations">1 / √(variance + ε), one per channel.</param>
internal sealed record NormMoments(NormShape Shape, float[] Mean, float[] Factor, float[] Term, double[] Deviations);
