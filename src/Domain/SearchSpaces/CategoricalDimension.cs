using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Choices without an order; one-hot for the predictor.</summary>
public sealed record CategoricalDimension : Dimension
{
    public required ImmutableArray<ParameterValue> Choices { get; init; }

    [JsonIgnore]
    public override int? Cardinality => Choices.Length;

    [JsonIgnore]
    public override int EncodedWidth => Choices.Length;

    public override ParameterValue At(double unit) => Choices[(int)(unit * Choices.Length)];

    public override bool Contains(ParameterValue value) => Choices.Contains(value);

    public override void Encode(ParameterValue value, Span<float> target)
    {
        target.Clear();
        target[Choices.IndexOf(value)] = 1;
    }

    public override ParameterValue Mutate(ParameterValue value, Random random)
    {
        if (Choices.Length == 1)
        {
            return value;
        }

        var other = random.Next(Choices.Length - 1);
        return Choices[other >= Choices.IndexOf(value) ? other + 1 : other];
    }

    public override string Describe() => "one of " + string.Join(", ", Choices);
}
