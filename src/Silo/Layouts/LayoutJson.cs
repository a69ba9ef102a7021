using System.Text.Json.Serialization;

namespace NasCluster.Silo.Layouts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(TunedLayout))]
internal sealed partial class LayoutJson : JsonSerializerContext;
