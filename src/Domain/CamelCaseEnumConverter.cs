using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasCluster.Domain;

/// <summary>Enum values are camel-case words in JSON; numbers are refused.</summary>
public sealed class CamelCaseEnumConverter()
    : JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
