using System.Globalization;

namespace NasCluster.Domain.Zoo;

/// <summary>Names that end in a width, such as "ghostnet-1.3".</summary>
internal static class ScaledName
{
    public static double? WidthOf(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && double.TryParse(
            name[prefix.Length..],
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var width
        )
        && width is > 0 and <= 16
            ? width
            : null;
}
