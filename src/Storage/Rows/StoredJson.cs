using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NasCluster.Storage.Rows;

internal static class StoredJson
{
    public static string Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    public static string? OfNullable<T>(T? value, JsonTypeInfo<T> type)
        where T : class => value is null ? null : Of(value, type);

    /// <exception cref="JsonException">The text is not such a value.</exception>
    public static T Read<T>(string text, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(text, type) ?? throw new JsonException($"A {typeof(T).Name} is null.");

    public static T? ReadNullable<T>(string? text, JsonTypeInfo<T> type)
        where T : class => text is null ? null : Read(text, type);
}
