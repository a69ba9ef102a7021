using System.Globalization;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>The value of one dimension: a number, a word or a flag. In JSON it is the plain scalar.</summary>
[JsonConverter(typeof(ParameterValueConverter))]
public readonly record struct ParameterValue
{
    private readonly string? _text;
    private readonly double _number;

    private ParameterValue(ParameterKind kind, double number, string? text)
    {
        Kind = kind;
        _number = number;
        _text = text;
    }

    public ParameterKind Kind { get; }

    public static implicit operator ParameterValue(double value) => FromNumber(value);

    public static implicit operator ParameterValue(string value) => FromText(value);

    public static implicit operator ParameterValue(bool value) => FromFlag(value);

    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public static ParameterValue FromNumber(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A parameter is a finite number.");
        }

        return new(ParameterKind.Number, value, null);
    }

    public static ParameterValue FromText(string value) => new(ParameterKind.Text, 0, value);

    public static ParameterValue FromFlag(bool value) => new(ParameterKind.Flag, value ? 1 : 0, null);

    /// <summary>The number; a flag counts as 0 or 1.</summary>
    public double AsNumber() =>
        Kind == ParameterKind.Text ? throw new InvalidOperationException($"'{_text}' is not a number.") : _number;

    public bool AsFlag() =>
        Kind == ParameterKind.Flag
            ? _number != 0
            : throw new InvalidOperationException($"'{this}' is not true or false.");

    public string AsText() =>
        Kind == ParameterKind.Text ? _text! : throw new InvalidOperationException($"'{this}' is not a word.");

    /// <summary>The value as the invariant culture writes it; numbers round-trip.</summary>
    public override string ToString() =>
        Kind switch
        {
            ParameterKind.Text => _text ?? "",
            ParameterKind.Flag => _number != 0 ? "true" : "false",
            _ => _number.ToString("R", CultureInfo.InvariantCulture),
        };
}
