namespace NasCluster.Domain.Architectures;

/// <summary>Where a layer of a fixed macro architecture stands.</summary>
/// <param name="Number">1, 2, 3, …</param>
/// <param name="Channels">Output channels.</param>
/// <param name="Stride">Stride.</param>
internal sealed record LayerPlace(int Number, int Channels, int Stride);
