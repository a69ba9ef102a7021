using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace NasCluster.Storage.Rows;

/// <summary>
/// Immutable values by their stored JSON, for texts that are read again and again: configurations are by far the largest
/// part of a candidate, and a spec comes with every claim.
/// </summary>
/// <param name="type">How the text is read.</param>
/// <param name="capacity">With more values in use than that it forgets all and starts anew.</param>
internal sealed class ParsedTexts<T>(JsonTypeInfo<T> type, int capacity)
    where T : class
{
    private readonly ConcurrentDictionary<string, T> _known = new(StringComparer.Ordinal);
    private int _count;

    /// <exception cref="System.Text.Json.JsonException">The text is not such a value.</exception>
    public T Read(string text)
    {
        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }

        if (Interlocked.Increment(ref _count) > capacity)
        {
            _known.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        return _known.GetOrAdd(text, StoredJson.Read(text, type));
    }
}
