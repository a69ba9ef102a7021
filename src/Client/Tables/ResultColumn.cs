using System.Collections.Immutable;
using System.Globalization;

namespace NasCluster.Client;

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
/// <param name="Name">Unique in the table.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Values">One for each row; null where a row has none.</param>
public sealed record ResultColumn(string Name, ResultKind Kind, ImmutableArray<object?> Values)
{
    /// <summary>The numbers of the column; null where a row has none. Flags are 0 and 1.</summary>
    /// <exception cref="InvalidOperationException">The column holds texts.</exception>
    public ImmutableArray<double?> Numbers =>
        Kind == ResultKind.Text
            ? throw new InvalidOperationException($"The column '{Name}' holds texts.")
            :
            [
                .. Values.Select(value =>
                    value is null ? (double?)null : Convert.ToDouble(value, CultureInfo.InvariantCulture)
                ),
            ];

    /// <summary>A value as text, as the invariant culture writes it; empty where there is none.</summary>
    /// <param name="row">The row, from 0.</param>
    public string Text(int row) =>
        Values[row] switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    /// <summary>A column of values whose kind they tell: numbers that are all whole are integers.</summary>
    internal static ResultColumn Of(string name, IEnumerable<object?> values)
    {
        ImmutableArray<object?> all = [.. values];
        var kinds = all.OfType<object>().Select(KindOf).Distinct().ToList();
        return kinds switch
        {
            [] => new(name, ResultKind.Real, all),
            [var kind] => new(name, kind, all),
            _ when kinds.TrueForAll(kind => kind is ResultKind.Integer or ResultKind.Real) => new(
                name,
                ResultKind.Real,
                [.. all.Select(value => value is long whole ? (double)whole : value)]
            ),
            _ => new(
                name,
                ResultKind.Text,
                [
                    .. all.Select(value =>
                        value is bool flag
                            ? (flag ? "true" : "false")
                            : Convert.ToString(value, CultureInfo.InvariantCulture)
                    ),
                ]
            ),
        };
    }

    private static ResultKind KindOf(object value) =>
        value switch
        {
            long => ResultKind.Integer,
            double => ResultKind.Real,
            bool => ResultKind.Flag,
            _ => ResultKind.Text,
        };
}
