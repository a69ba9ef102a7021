namespace NasCluster.Domain.Scaling;

/// <summary>
/// Compound scaling (Tan and Le, EfficientNet, 2019, eq. 3): depth α^φ, width β^φ, resolution γ^φ with α·β²·γ² ≈ 2, so that
/// each step of φ doubles the MACs.
/// </summary>
/// <param name="Alpha">Depth; at least 1.</param>
/// <param name="Beta">Width; at least 1.</param>
/// <param name="Gamma">Resolution; at least 1.</param>
public sealed record CompoundCoefficients(double Alpha, double Beta, double Gamma)
{
    private const int Digits = 6;

    /// <summary>What the paper found for EfficientNet-B0; their product is 1.9203.</summary>
    public static CompoundCoefficients Published { get; } = new(1.2, 1.1, 1.15);

    /// <summary>α·β²·γ²: how many times the MACs φ = 1 takes.</summary>
    public double Product => Alpha * Beta * Beta * Gamma * Gamma;

    /// <summary>The multipliers at φ, rounded to six decimals.</summary>
    /// <param name="phi">0 is the baseline.</param>
    public NetworkMultipliers At(double phi) =>
        new(
            Math.Round(Math.Pow(Alpha, phi), Digits),
            Math.Round(Math.Pow(Beta, phi), Digits),
            Math.Round(Math.Pow(Gamma, phi), Digits)
        );
}
