using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Named parameter values: one architecture or one recipe. Equal sets have equal canonical texts.</summary>
[JsonConverter(typeof(ParameterSetConverter))]
public sealed class ParameterSet : IEquatable<ParameterSet>
{
    private readonly ImmutableSortedDictionary<string, ParameterValue> _values;

    public ParameterSet(IEnumerable<KeyValuePair<string, ParameterValue>> values)
    {
        _values = values.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Canonical = string.Join(';', _values.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    public static ParameterSet Empty { get; } = new([]);

    /// <summary>"name=value" pairs in ordinal order of the names.</summary>
    public string Canonical { get; }

    public int Count => _values.Count;

    public IEnumerable<KeyValuePair<string, ParameterValue>> Values => _values;

    /// <exception cref="KeyNotFoundException">There is no such parameter; the message names it.</exception>
    public ParameterValue this[string name] =>
        _values.TryGetValue(name, out var value)
            ? value
            : throw new KeyNotFoundException($"There is no parameter '{name}'.");

    public bool Contains(string name) => _values.ContainsKey(name);

    public bool TryGet(string name, out ParameterValue value) => _values.TryGetValue(name, out value);

    public int WholeNumber(string name) => checked((int)this[name].AsNumber());

    public double Number(string name) => this[name].AsNumber();

    public bool Flag(string name) => this[name].AsFlag();

    public string Text(string name) => this[name].AsText();

    public ParameterSet With(string name, ParameterValue value) => new(_values.SetItem(name, value));

    public bool Equals(ParameterSet? other) => other is not null && Canonical == other.Canonical;

    public override bool Equals(object? obj) => Equals(obj as ParameterSet);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    public override string ToString() => Canonical;
}
