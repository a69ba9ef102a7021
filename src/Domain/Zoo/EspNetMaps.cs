namespace NasCluster.Domain.Zoo;

/// <summary>Nodes of ESPNet's encoder that its decoder reads.</summary>
/// <param name="Stem">Stem output, 16 channels at 1/2.</param>
/// <param name="StemAndImage">The same joined with the pooled image, 19 channels at 1/2.</param>
/// <param name="Quarter">131 channels at 1/4.</param>
/// <param name="Scores">One channel per class at 1/8.</param>
internal sealed record EspNetMaps(int Stem, int StemAndImage, int Quarter, int Scores);
