using System.Text;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Named parameter values: one architecture or one recipe. Equal sets have equal canonical texts.</summary>
[JsonConverter(typeof(ParameterSetConverter))]
public sealed class ParameterSet : IEquatable<ParameterSet>
{
    // In ordinal order of the names: binary search in an array takes less time and room than a tree for so few.
    private readonly KeyValuePair<string, ParameterValue>[] _values;
    private string? _canonical;

    /// <exception cref="ArgumentException">A name is there twice with different values.</exception>
    public ParameterSet(IEnumerable<KeyValuePair<string, ParameterValue>> values)
    {
        _values = [.. values];
        if (IsAscending())
        {
            return;
        }

        Array.Sort(_values, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        if (!IsAscending())
        {
            _values = WithoutTwins(_values);
        }
    }

    public static ParameterSet Empty { get; } = new([]);

    /// <summary>"name=value" pairs in ordinal order of the names.</summary>
    public string Canonical => _canonical ??= Write();

    public int Count => _values.Length;

    public IEnumerable<KeyValuePair<string, ParameterValue>> Values => _values;

    /// <exception cref="KeyNotFoundException">There is no such parameter; the message names it.</exception>
    public ParameterValue this[string name] =>
        TryGet(name, out var value) ? value : throw new KeyNotFoundException($"There is no parameter '{name}'.");

    public bool Contains(string name) => PlaceOf(name) >= 0;

    public bool TryGet(string name, out ParameterValue value)
    {
        var place = PlaceOf(name);
        value = place >= 0 ? _values[place].Value : default;
        return place >= 0;
    }

    public int WholeNumber(string name) => checked((int)this[name].AsNumber());

    public double Number(string name) => this[name].AsNumber();

    public bool Flag(string name) => this[name].AsFlag();

    public string Text(string name) => this[name].AsText();

    public ParameterSet With(string name, ParameterValue value) =>
        new([.. _values.Where(pair => pair.Key != name), new(name, value)]);

    public bool Equals(ParameterSet? other) => other is not null && Canonical == other.Canonical;

    public override bool Equals(object? obj) => Equals(obj as ParameterSet);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    public override string ToString() => Canonical;

    private bool IsAscending()
    {
        for (var i = 1; i < _values.Length; i++)
        {
            if (string.CompareOrdinal(_values[i - 1].Key, _values[i].Key) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private string Write()
    {
        var text = new StringBuilder(32 * _values.Length);
        foreach (var (name, value) in _values)
        {
            text.Append(text.Length > 0 ? ";" : "").Append(name).Append('=').Append(value.ToString());
        }

        return text.ToString();
    }

    private static KeyValuePair<string, ParameterValue>[] WithoutTwins(KeyValuePair<string, ParameterValue>[] values) =>
        [
            .. values
                .GroupBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(group =>
                    group.Distinct().Count() == 1
                        ? group.First()
                        : throw new ArgumentException($"The parameter '{group.Key}' is there twice.", nameof(values))
                ),
        ];

    private int PlaceOf(string name)
    {
        var (low, high) = (0, _values.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (string.CompareOrdinal(_values[middle].Key, name))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return -1;
    }
}
