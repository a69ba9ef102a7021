using System.Text.Json.Serialization;

namespace NasCluster.Trainer.Golden;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(GoldenReport))]
internal sealed partial class GoldenJson : JsonSerializerContext;
