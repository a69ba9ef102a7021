using System.Collections.Frozen;
using System.Text.Json;

namespace NasCluster.Storage.Rows;

/// <summary>Enum values as the camel-case words that stand in the tables; the same words as in JSON.</summary>
internal static class StoredWord<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Words = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> Values = Words.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.Ordinal
    );

    public static string Of(TEnum value) => Words[value];

    /// <exception cref="FormatException">There is no such word.</exception>
    public static TEnum Parse(string word) =>
        Values.TryGetValue(word, out var value)
            ? value
            : throw new FormatException($"'{word}' is none of {string.Join(", ", Values.Keys.Order())}.");
}
