namespace NasCluster.Domain.SearchSpaces;

/// <summary>A dimension whose values are numbers: their index, or of a real one its place in 0…1.</summary>
internal sealed class CodedDimension
{
    private readonly ParameterValue[] _values;
    private readonly Dictionary<ParameterValue, int> _places;
    private readonly bool _isOrdered;
    private bool[]? _holds;

    /// <param name="dimension">The dimension.</param>
    /// <param name="parent">Index of the dimension that its condition names; −1 without one.</param>
    public CodedDimension(Dimension dimension, int parent)
    {
        Dimension = dimension;
        Parent = parent;
        _isOrdered = dimension is not CategoricalDimension;
        Count = dimension.Cardinality ?? 0;
        _values = [.. Enumerable.Range(0, Count).Select(i => dimension.At((i + 0.5) / Count))];
        _places = [];
        for (var i = 0; i < Count; i++)
        {
            _places.TryAdd(_values[i], i);
        }

        Middle = At(0.5);
    }

    public Dimension Dimension { get; }

    public int Parent { get; }

    /// <summary>Number of values; 0 where the dimension is continuous.</summary>
    public int Count { get; }

    public double Middle { get; }

    public double At(double unit) => Count == 0 ? unit : (int)(unit * Count);

    public double CodeOf(ParameterValue value) =>
        Count == 0 ? ((RealDimension)Dimension).PlaceOf(value)
        : _places.TryGetValue(value, out var place) ? place
        : SpaceCodes.Off;

    public ParameterValue ValueAt(double code) => Count == 0 ? Dimension.At(code) : _values[(int)code];

    public double Mutate(double code, double step, Random random)
    {
        if (Count == 0)
        {
            return Math.Clamp(code + step * (2 * random.NextDouble() - 1), 0, 1);
        }

        if (_isOrdered || Count == 1)
        {
            return Neighbour.Of((int)code, Count, random);
        }

        var other = random.Next(Count - 1);
        return other >= (int)code ? other + 1 : other;
    }

    /// <summary>Whether the condition holds at a value of the dimension that it names.</summary>
    public bool Holds(CodedDimension parent, double code)
    {
        if (code == SpaceCodes.Off)
        {
            return false;
        }

        var condition = Dimension.When!;
        if (parent.Count == 0)
        {
            return condition.Holds(parent.ValueAt(code));
        }

        _holds ??= Array.ConvertAll(parent._values, value => condition.Holds(value));
        return _holds[(int)code];
    }
}
