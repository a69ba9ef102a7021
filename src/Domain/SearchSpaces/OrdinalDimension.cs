using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Listed values with an order, such as batch sizes 32, 64, 128.</summary>
public sealed record OrdinalDimension : Dimension
{
    public required ImmutableArray<ParameterValue> Choices { get; init; }

    [JsonIgnore]
    public override int? Cardinality => Choices.Length;

    [JsonIgnore]
    public override int EncodedWidth => 1;

    public override ParameterValue At(double unit) => Choices[(int)(unit * Choices.Length)];

    public override bool Contains(ParameterValue value) => Choices.Contains(value);

    public override void Encode(ParameterValue value, Span<float> target) =>
        target[0] = Choices.Length == 1 ? 0.5f : Choices.IndexOf(value) / (float)(Choices.Length - 1);

    public override ParameterValue Mutate(ParameterValue value, Random random) =>
        Choices[Neighbour.Of(Choices.IndexOf(value), Choices.Length, random)];

    public override string Describe() => "one of " + string.Join(", ", Choices);
}
