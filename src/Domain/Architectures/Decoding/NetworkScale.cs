using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Architectures;

/// <summary>Compound scaling of a staged network (EfficientNet V1): multipliers of widths and depths; 1 where there are none.</summary>
/// <remarks>
/// Widths are rounded to multiples of 8 by EfficientNet's rule, depths upwards. A multiplier of 1 changes nothing, not
/// even a width that is no multiple of 8.
/// </remarks>
internal readonly record struct NetworkScale(double Width, double Depth)
{
    public const string WidthMultiplier = "widthMultiplier";
    public const string DepthMultiplier = "depthMultiplier";

    private const int Divisor = 8;

    public static NetworkScale Of(ParameterSet architecture) =>
        new(Number(architecture, WidthMultiplier), Number(architecture, DepthMultiplier));

    public int WidthOf(int channels) => Width == 1 ? channels : Widths.MakeDivisible(channels * Width, Divisor);

    public int DepthOf(int blocks) => (int)Math.Ceiling(blocks * Depth);

    /// <exception cref="InvalidOperationException">It is not above 0 and at most 16.</exception>
    private static double Number(ParameterSet architecture, string name)
    {
        var value = architecture.TryGet(name, out var given) ? given.AsNumber() : 1;
        return value is > 0 and <= 16
            ? value
            : throw new InvalidOperationException($"{name} is {value}; allowed is above 0 up to 16.");
    }
}
