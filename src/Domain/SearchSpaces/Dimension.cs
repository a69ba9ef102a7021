using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>One named decision of a search space.</summary>
/// <remarks>
/// Every dimension maps the unit interval onto its values, so that a low-discrepancy point decodes to a candidate, and
/// encodes a value for the predictor: one-hot for categorical choices, min–max scaled for ranges (FBNetV3, §3).
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CategoricalDimension), "categorical")]
[JsonDerivedType(typeof(OrdinalDimension), "ordinal")]
[JsonDerivedType(typeof(IntegerDimension), "integer")]
[JsonDerivedType(typeof(RealDimension), "real")]
public abstract record Dimension
{
    public required string Name { get; init; }

    public SpacePart Part { get; init; }

    public Condition? When { get; init; }

    /// <summary>Number of values, or null where the dimension is continuous.</summary>
    [JsonIgnore]
    public abstract int? Cardinality { get; }

    /// <summary>Numbers the predictor sees for this dimension.</summary>
    [JsonIgnore]
    public abstract int EncodedWidth { get; }

    /// <summary>The value at a place of the unit interval; equal shares of it for every discrete value.</summary>
    /// <param name="unit">0 ≤ unit &lt; 1.</param>
    public abstract ParameterValue At(double unit);

    public abstract bool Contains(ParameterValue value);

    /// <summary>Writes the encoding of a value; each number lies in 0…1.</summary>
    public abstract void Encode(ParameterValue value, Span<float> target);

    /// <summary>Another value: a neighbour where values have an order, any other where they have none.</summary>
    public abstract ParameterValue Mutate(ParameterValue value, Random random);

    /// <summary>What is allowed, for messages: "one of relu, hswish" or "8…24 in steps of 4".</summary>
    public abstract string Describe();

    /// <summary>The middle value, used for the reference network of a space.</summary>
    public ParameterValue Middle() => At(0.5);
}
