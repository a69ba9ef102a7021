using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Writes a parameter set as one flat JSON object.</summary>
public sealed class ParameterSetConverter : JsonConverter<ParameterSet>
{
    private static readonly ParameterValueConverter ValueConverter = new();

    public override ParameterSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A parameter set is an object.");
        }

        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!values.TryAdd(name, ValueConverter.Read(ref reader, typeof(ParameterValue), options)))
            {
                throw new JsonException($"The parameter '{name}' is given twice.");
            }
        }

        return new ParameterSet(values);
    }

    public override void Write(Utf8JsonWriter writer, ParameterSet value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, parameter) in value.Values)
        {
            writer.WritePropertyName(name);
            ValueConverter.Write(writer, parameter, options);
        }

        writer.WriteEndObject();
    }
}
