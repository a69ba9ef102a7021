namespace NasCluster.Domain.Architectures;

/// <summary>Where a layer of FBNet V2's macro architectures stands.</summary>
/// <param name="Number">1, 2, 3, …</param>
/// <param name="Stage">Whose width it has: 1, 2, 3, …</param>
/// <param name="IsFirst">The first of its stage: it has no shortcut.</param>
/// <param name="Stride">Stride.</param>
internal sealed record MaskedPlace(int Number, int Stage, bool IsFirst, int Stride);
