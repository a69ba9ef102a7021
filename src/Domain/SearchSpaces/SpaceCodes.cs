using System.Runtime.CompilerServices;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>
/// Points of a space as rows of numbers, one per dimension in their order: the index of a discrete value, the place of a real
/// one in 0…1, and −1 where the dimension is switched off. What searches over many thousand points work on.
/// </summary>
/// <remarks>Equal rows are equal configurations. Safe for all threads.</remarks>
public sealed class SpaceCodes
{
    /// <summary>The code of a dimension that is switched off.</summary>
    public const double Off = -1;

    private const ulong HashStart = 0x9E3779B97F4A7C15;
    private const ulong HashFactor = 0xBF58476D1CE4E5B9;
    private static readonly ConditionalWeakTable<SearchSpace, SpaceCodes> Known = [];
    private readonly CodedDimension[] _dimensions;
    private readonly int[] _architecture;
    private readonly int[] _recipe;

    private SpaceCodes(SearchSpace space)
    {
        var places = space
            .Dimensions.Select((dimension, i) => (dimension.Name, i))
            .ToDictionary(row => row.Name, row => row.i);
        _dimensions = [.. space.Dimensions.Select(dimension => new CodedDimension(dimension, Parent(dimension)))];
        (_architecture, _recipe) = (Sorted(SpacePart.Architecture), Sorted(SpacePart.Recipe));

        int[] Sorted(SpacePart part) =>
            [
                .. Enumerable
                    .Range(0, _dimensions.Length)
                    .Where(i => _dimensions[i].Dimension.Part == part)
                    .OrderBy(i => _dimensions[i].Dimension.Name, StringComparer.Ordinal),
            ];

        int Parent(Dimension dimension) => dimension.When is { } condition ? places[condition.Dimension] : -1;
    }

    /// <summary>The codes of a space, made when they are asked for first.</summary>
    public static SpaceCodes Of(SearchSpace space) => Known.GetValue(space, static known => new(known));

    /// <summary>Numbers in a row.</summary>
    public int Width => _dimensions.Length;

    /// <summary>Number of values of each dimension; 0 for continuous ones.</summary>
    public IReadOnlyList<int> Counts => Array.ConvertAll(_dimensions, dimension => dimension.Count);

    /// <summary>Whether the values of a dimension have no order.</summary>
    public bool IsUnordered(int dimension) => _dimensions[dimension].Dimension is CategoricalDimension;

    /// <summary>Writes the row of a configuration.</summary>
    /// <param name="configuration">A point of the space.</param>
    /// <param name="row">At least <see cref="Width"/> numbers.</param>
    public void Encode(Configuration configuration, Span<double> row)
    {
        for (var i = 0; i < _dimensions.Length; i++)
        {
            var dimension = _dimensions[i].Dimension;
            row[i] = SearchSpace.PartOf(configuration, dimension.Part).TryGet(dimension.Name, out var value)
                ? _dimensions[i].CodeOf(value)
                : Off;
        }
    }

    public double[] Encode(Configuration configuration)
    {
        var row = new double[Width];
        Encode(configuration, row);
        return row;
    }

    /// <summary>The configuration of a row.</summary>
    public Configuration Decode(ReadOnlySpan<double> row) => new(PartOf(row, _architecture), PartOf(row, _recipe));

    /// <summary>Writes the row at a point of the unit cube.</summary>
    /// <param name="point">One coordinate per dimension, 0 ≤ x &lt; 1.</param>
    /// <param name="row">Receives the codes.</param>
    public void At(ReadOnlySpan<double> point, Span<double> row)
    {
        for (var i = 0; i < _dimensions.Length; i++)
        {
            row[i] = _dimensions[i].At(point[i]);
        }

        SwitchOff(row);
    }

    /// <summary>Writes a uniform random row.</summary>
    public void Sample(Random random, Span<double> row)
    {
        for (var i = 0; i < _dimensions.Length; i++)
        {
            row[i] = _dimensions[i].At(random.NextDouble());
        }

        SwitchOff(row);
    }

    /// <summary>
    /// Writes a copy in which each active dimension has changed with the given probability, and at least one has. Places of
    /// real dimensions move by at most a step.
    /// </summary>
    /// <param name="parent">A row.</param>
    /// <param name="rate">Probability, 0…1.</param>
    /// <param name="step">Widest move of a real dimension, of its range.</param>
    /// <param name="random">Draws what changes.</param>
    /// <param name="child">Receives the copy; may be the parent's own row.</param>
    public void Mutate(ReadOnlySpan<double> parent, double rate, double step, Random random, Span<double> child)
    {
        var active = 0;
        foreach (var code in parent)
        {
            active += code == Off ? 0 : 1;
        }

        var forced = random.Next(active);
        for (var i = 0; i < _dimensions.Length; i++)
        {
            child[i] = parent[i];
            if (parent[i] != Off && (forced-- == 0 || random.NextDouble() < rate))
            {
                child[i] = _dimensions[i].Mutate(parent[i], step, random);
            }
        }

        SwitchOn(child);
        SwitchOff(child);
    }

    /// <summary>Writes the uniform crossover of two rows.</summary>
    /// <param name="first">A row.</param>
    /// <param name="second">A row.</param>
    /// <param name="random">Chooses for each dimension.</param>
    /// <param name="child">Receives the child; may be the first row.</param>
    public void Cross(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Random random, Span<double> child)
    {
        for (var i = 0; i < _dimensions.Length; i++)
        {
            child[i] = random.Next(2) == 1 ? second[i] : first[i];
        }

        SwitchOn(child);
        SwitchOff(child);
    }

    /// <summary>64 bits that differ for different rows, but for one pair in 2⁶⁴.</summary>
    public static ulong HashOf(ReadOnlySpan<double> row)
    {
        var hash = HashStart;
        foreach (var code in row)
        {
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(code)) * HashFactor;
            hash ^= hash >> 29;
        }

        return hash;
    }

    private ParameterSet PartOf(ReadOnlySpan<double> row, int[] part)
    {
        var values = new KeyValuePair<string, ParameterValue>[part.Length];
        var count = 0;
        foreach (var i in part)
        {
            if (row[i] != Off)
            {
                values[count++] = new(_dimensions[i].Dimension.Name, _dimensions[i].ValueAt(row[i]));
            }
        }

        return new(new ArraySegment<KeyValuePair<string, ParameterValue>>(values, 0, count));
    }

    // What comes back into use has its middle, as in SearchSpace.
    private void SwitchOn(Span<double> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = row[i] == Off ? _dimensions[i].Middle : row[i];
        }
    }

    private void SwitchOff(Span<double> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (_dimensions[i].Parent is >= 0 and var parent && !_dimensions[i].Holds(_dimensions[parent], row[parent]))
            {
                row[i] = Off;
            }
        }
    }
}
