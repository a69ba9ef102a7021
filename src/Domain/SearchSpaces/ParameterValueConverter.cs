using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Writes a parameter as a plain JSON scalar.</summary>
public sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number when double.IsFinite(reader.GetDouble()) => reader.GetDouble(),
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw new JsonException("A parameter is a finite number, a string, true or false."),
        };

    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case ParameterKind.Text:
                writer.WriteStringValue(value.AsText());
                break;
            case ParameterKind.Flag:
                writer.WriteBooleanValue(value.AsFlag());
                break;
            default:
                writer.WriteNumberValue(value.AsNumber());
                break;
        }
    }
}
