namespace NasCluster.Domain.Architectures;

/// <summary>What differs between releases of one architecture and changes its numbers, not its counts.</summary>
/// <param name="Epsilon">Added to the variance in batch normalisation.</param>
/// <param name="Momentum">Share of a new batch in the running statistics (Torch's sense).</param>
/// <param name="SamePadding">TensorFlow's SAME padding instead of k//2 on each side.</param>
public sealed record BlockStyle(double Epsilon = 1e-5, double Momentum = 0.1, bool SamePadding = false);
