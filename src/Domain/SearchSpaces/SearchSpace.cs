using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>An ordered list of named dimensions, and the decoder that turns an architecture into a network.</summary>
/// <param name="Name">Name shown to the user.</param>
/// <param name="Decoder">A name of <c>DecoderCatalog</c>, or null where the trainer needs no network (tables, foreign trainers).</param>
/// <param name="Dimensions">Conditions refer to earlier dimensions only.</param>
public sealed record SearchSpace(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Decoder,
    ImmutableArray<Dimension> Dimensions
)
{
    /// <summary>Number of distinct points of the discrete dimensions; continuous dimensions count as one.</summary>
    /// <remarks>Exact: a dimension that is switched off by its condition adds no factor.</remarks>
    [JsonIgnore]
    public BigInteger Size => SpaceSize.Of(this);

    /// <summary>Whether <see cref="Size"/> counts every point.</summary>
    [JsonIgnore]
    public bool IsDiscrete => Dimensions.All(dimension => dimension.Cardinality is not null);

    /// <summary>The configuration at a point of the unit cube, one coordinate per dimension.</summary>
    public Configuration At(ReadOnlySpan<double> point)
    {
        var codes = SpaceCodes.Of(this);
        Span<double> row = stackalloc double[codes.Width];
        codes.At(point, row);
        return codes.Decode(row);
    }

    public Configuration Sample(Random random)
    {
        var codes = SpaceCodes.Of(this);
        Span<double> row = stackalloc double[codes.Width];
        codes.Sample(random, row);
        return codes.Decode(row);
    }

    /// <summary>Middle of every dimension: the network that step times are normalised by.</summary>
    public Configuration Reference() => Compose([.. Dimensions.Select(dimension => dimension.Middle())]);

    /// <summary>A copy in which each active dimension has changed with the given probability, and at least one has.</summary>
    public Configuration Mutate(Configuration parent, double rate, Random random)
    {
        var codes = SpaceCodes.Of(this);
        var row = codes.Encode(parent);
        codes.Mutate(row, rate, RealDimension.MutationWidth, random, row);
        return codes.Decode(row);
    }

    /// <summary>Uniform crossover.</summary>
    public Configuration Cross(Configuration first, Configuration second, Random random)
    {
        var codes = SpaceCodes.Of(this);
        var row = codes.Encode(first);
        codes.Cross(row, codes.Encode(second), random, row);
        return codes.Decode(row);
    }

    /// <summary>A copy with other values of some dimensions.</summary>
    public Configuration Replace(Configuration origin, IReadOnlyDictionary<string, ParameterValue> values)
    {
        var all = Complete(origin);
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = values.TryGetValue(Dimensions[i].Name, out var value) ? value : all[i];
        }

        return Compose(all);
    }

    /// <summary>Errors of a configuration against this space; empty where it is a point of it.</summary>
    public ImmutableArray<string> Check(Configuration configuration)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dimension in Dimensions)
        {
            if (!IsActive(dimension, name => Find(configuration, name)))
            {
                continue;
            }

            known.Add(dimension.Name);
            if (!PartOf(configuration, dimension.Part).TryGet(dimension.Name, out var value))
            {
                errors.Add($"'{dimension.Name}' is missing: {dimension.Describe()}.");
            }
            else if (!dimension.Contains(value))
            {
                errors.Add($"'{dimension.Name}' is {value}: allowed is {dimension.Describe()}.");
            }
        }

        var names = configuration.Architecture.Values.Concat(configuration.Recipe.Values).Select(pair => pair.Key);
        errors.AddRange(
            names.Where(name => !known.Contains(name)).Select(name => $"'{name}' is not an active dimension.")
        );
        return errors.ToImmutable();
    }

    internal static bool IsActive(Dimension dimension, Func<string, ParameterValue?> valueOf) =>
        dimension.When is not { } condition || condition.Holds(valueOf(condition.Dimension));

    internal static ParameterSet PartOf(Configuration configuration, SpacePart part) =>
        part == SpacePart.Architecture ? configuration.Architecture : configuration.Recipe;

    private static ParameterValue? Find(Configuration configuration, string name) =>
        configuration.Architecture.TryGet(name, out var value) || configuration.Recipe.TryGet(name, out value)
            ? value
            : (ParameterValue?)null;

    /// <summary>Values of all dimensions; the ones switched off get their middle.</summary>
    private ParameterValue[] Complete(Configuration configuration) =>
        [.. Dimensions.Select(dimension => Find(configuration, dimension.Name) ?? dimension.Middle())];

    private List<int> Active(ParameterValue[] values)
    {
        var active = new List<int>(values.Length);
        var on = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            if (IsActive(Dimensions[i], name => on.TryGetValue(name, out var value) ? value : (ParameterValue?)null))
            {
                active.Add(i);
                on[Dimensions[i].Name] = values[i];
            }
        }

        return active;
    }

    private Configuration Compose(ParameterValue[] values)
    {
        var active = Active(values);
        return new(Part(SpacePart.Architecture), Part(SpacePart.Recipe));

        ParameterSet Part(SpacePart part) =>
            new(
                active
                    .Where(index => Dimensions[index].Part == part)
                    .Select(index => KeyValuePair.Create(Dimensions[index].Name, values[index]))
            );
    }
}
