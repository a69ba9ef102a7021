using System.Globalization;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tables;

/// <summary>A dimension of the space and where a line of the table has its value.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Place">Index of the column.</param>
/// <param name="Character">Index of the one character of the cell that counts; null for the whole cell.</param>
internal sealed record TableDimension(Dimension Dimension, int Place, int? Character)
{
    private readonly ParameterValue _sample = Dimension.Middle();

    /// <summary>The text that stands for the value; null where the cell is too short.</summary>
    public string? TextIn(string[] cells)
    {
        var cell = cells[Place];
        return Character switch
        {
            null => cell,
            { } at when at < cell.Length => cell.Substring(at, 1),
            _ => null,
        };
    }

    /// <summary>The value a text stands for; null where the dimension has none such.</summary>
    public ParameterValue? Parse(string? text)
    {
        ParameterValue? value = _sample.Kind switch
        {
            _ when text is null => default(ParameterValue?),
            ParameterKind.Number => Number(text),
            ParameterKind.Flag => bool.TryParse(text, out var flag)
                ? ParameterValue.FromFlag(flag)
                : default(ParameterValue?),
            _ => ParameterValue.FromText(text!),
        };
        return value is { } parsed && Dimension.Contains(parsed) ? parsed : default(ParameterValue?);
    }

    private static ParameterValue? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? ParameterValue.FromNumber(number)
            : default(ParameterValue?);
}
