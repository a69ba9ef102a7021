namespace NasCluster.Cli.Commands;

/// <summary>One member of a compound-scaled family.</summary>
/// <param name="Phi">φ; 0 is the baseline.</param>
/// <param name="DepthMultiplier">α^φ.</param>
/// <param name="WidthMultiplier">β^φ.</param>
/// <param name="Resolution">Image side in pixels.</param>
/// <param name="Params">Trained elements.</param>
/// <param name="Macs">Of one image.</param>
internal sealed record ScaleOutput(
    int Phi,
    double DepthMultiplier,
    double WidthMultiplier,
    int Resolution,
    long Params,
    long Macs
);
