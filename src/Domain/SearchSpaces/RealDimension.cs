using System.Globalization;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Real numbers of a range, uniform or uniform in the logarithm. Values are kept to six digits.</summary>
public sealed record RealDimension : Dimension
{
    /// <summary>A mutation moves a value by at most this share of its range.</summary>
    internal const double MutationWidth = 0.2;

    public required double Min { get; init; }

    public required double Max { get; init; }

    /// <summary>Uniform in log(value); min must then be above 0.</summary>
    public bool Log { get; init; }

    [JsonIgnore]
    public override int? Cardinality => null;

    [JsonIgnore]
    public override int EncodedWidth => 1;

    public override ParameterValue At(double unit)
    {
        var value = Log ? Min * Math.Pow(Max / Min, unit) : Min + (Max - Min) * unit;
        return Math.Clamp(Rounded(value), Min, Max);
    }

    public override bool Contains(ParameterValue value) =>
        value.Kind == ParameterKind.Number && value.AsNumber() >= Min && value.AsNumber() <= Max;

    public override void Encode(ParameterValue value, Span<float> target) => target[0] = (float)PlaceOf(value);

    public override ParameterValue Mutate(ParameterValue value, Random random)
    {
        var moved = PlaceOf(value) + MutationWidth * (2 * random.NextDouble() - 1);
        return At(Math.Clamp(moved, 0, 1));
    }

    public override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"{Min}…{Max}{(Log ? " (log)" : "")}");

    /// <summary>Where in the range a value is, 0…1.</summary>
    internal double PlaceOf(ParameterValue value)
    {
        if (Max <= Min)
        {
            return 0.5;
        }

        var number = value.AsNumber();
        var unit = Log ? Math.Log(number / Min) / Math.Log(Max / Min) : (number - Min) / (Max - Min);
        return Math.Clamp(unit, 0, 1);
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
