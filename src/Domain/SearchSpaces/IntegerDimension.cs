using System.Globalization;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Whole numbers min, min + step, … up to max.</summary>
public sealed record IntegerDimension : Dimension
{
    public required int Min { get; init; }

    public required int Max { get; init; }

    public int Step { get; init; } = 1;

    [JsonIgnore]
    public override int? Cardinality => Count;

    [JsonIgnore]
    public override int EncodedWidth => 1;

    private int Count => (int)(((long)Max - Min) / Step) + 1;

    public override ParameterValue At(double unit) => Value((int)(unit * Count));

    public override bool Contains(ParameterValue value) =>
        value.Kind == ParameterKind.Number
        && value.AsNumber() is var number
        && number >= Min
        && number <= Max
        && (number - Min) % Step == 0;

    public override void Encode(ParameterValue value, Span<float> target) =>
        target[0] = Count == 1 ? 0.5f : Index(value) / (float)(Count - 1);

    public override ParameterValue Mutate(ParameterValue value, Random random) =>
        Value(Neighbour.Of(Index(value), Count, random));

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Min}…{Max} in steps of {Step}");

    private int Index(ParameterValue value) => (int)((value.AsNumber() - Min) / Step);

    private ParameterValue Value(int index) => Min + (double)index * Step;
}
