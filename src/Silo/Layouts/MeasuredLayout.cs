namespace NasCluster.Silo.Layouts;

/// <summary>What a layout trains.</summary>
/// <param name="Slots">Candidates trained at once.</param>
/// <param name="Threads">Of each.</param>
/// <param name="ImagesPerSecond">Of all slots together, median.</param>
public sealed record MeasuredLayout(int Slots, int Threads, double ImagesPerSecond);
