namespace NasCluster.Domain.Scaling;

/// <summary>What a baseline's depth, width and resolution are multiplied by.</summary>
public readonly record struct NetworkMultipliers(double Depth, double Width, double Resolution)
{
    /// <summary>Image side in pixels, rounded to the nearest, halves up.</summary>
    public int SideOf(int resolution) => (int)Math.Floor(resolution * Resolution + 0.5);
}
