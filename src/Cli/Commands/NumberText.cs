using System.CommandLine.Parsing;
using System.Globalization;

namespace NasCluster.Cli.Commands;

/// <summary>Numbers as they stand on the command line.</summary>
internal static class NumberText
{
    private static readonly Type[] Whole = [typeof(int), typeof(long), typeof(ulong)];
    private static readonly Type[] Any = [.. Whole, typeof(double)];

    /// <summary>
    /// The number that an option was given; null where it has none, or text that is no number: that has an error already,
    /// and a validator that asks for the value would throw.
    /// </summary>
    public static double? Given(OptionResult result) =>
        result.Tokens is [{ Value: var text }]
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>What is wrong where an option that takes a number has something else; null for all other errors.</summary>
    public static string? Problem(ParseError error) =>
        error.SymbolResult is OptionResult { Option: var option, Tokens: [{ Value: var text }] } result
        && (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) is var type
        && Any.Contains(type)
        && (Given(result) is not { } number || Whole.Contains(type) && !double.IsInteger(number))
            ? $"{option.Name} is '{text}': allowed is a {(Whole.Contains(type) ? "whole " : "")}number."
            : null;
}
