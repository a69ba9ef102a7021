using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>Numbers for people.</summary>
internal static class Quantity
{
    private const string None = "–";
    private static readonly string[] Units = ["", " k", " M", " G", " T"];

    public static string Percent(double? share) =>
        share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:F2} %") : None;

    /// <summary>A share without decimals.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %");

    /// <summary>Three digits: 0.570 ms, 31.0 ms, 1460 ms.</summary>
    public static string Milliseconds(double? time) =>
        time is { } value and > 0
            ? $"{value.ToString(value >= 99.95 ? "F0" : value >= 9.995 ? "F1" : value >= 0.9995 ? "F2" : "F3", CultureInfo.InvariantCulture)} ms"
            : None;

    /// <summary>Three digits and a unit: 3.21 M.</summary>
    public static string Short(double? number)
    {
        if (number is not { } value)
        {
            return None;
        }

        var unit = 0;
        while (Math.Abs(value) >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        var digits =
            Math.Abs(value) >= 100 || unit == 0 && value == Math.Floor(value) ? "F0"
            : Math.Abs(value) >= 10 ? "F1"
            : "F2";
        return value.ToString(digits, CultureInfo.InvariantCulture) + Units[unit];
    }

    public static string Cost(long? count) => count is > 0 ? Short(count) : None;

    public static string Plain(double? number, int decimals = 3) =>
        number?.ToString($"F{decimals}", CultureInfo.InvariantCulture) ?? None;

    public static string Duration(TimeSpan time) =>
        time switch
        {
            { TotalSeconds: < 90 } => string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Ceiling(time.TotalSeconds):F0} s"
            ),
            { TotalMinutes: < 90 } => string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Round(time.TotalMinutes):F0} min"
            ),
            { TotalHours: < 48 } => string.Create(
                CultureInfo.InvariantCulture,
                $"{(int)time.TotalHours} h {time.Minutes:D2}"
            ),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:F1} days"),
        };

    public static string Range(TimeLeft left)
    {
        var (least, most) = (Duration(left.Least), Duration(left.Most));
        return least == most ? $"≈ {least}" : $"{least} – {most}";
    }

    /// <summary>Of an architecture or a recipe; whole numbers as they are, others with four digits.</summary>
    public static string Value(ParameterValue value) =>
        value.Kind != ParameterKind.Number ? value.ToString()
        : value.AsNumber() is var number && double.IsInteger(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
        : Math.Abs(number) < 1e-3 ? number.ToString("0.###e0", CultureInfo.InvariantCulture)
        : number.ToString("G4", CultureInfo.InvariantCulture);

    public static string Bytes(long count) => $"{Short(count)}B";
}
