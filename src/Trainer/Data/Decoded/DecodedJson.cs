using System.Text.Json.Serialization;
using NasCluster.Domain;

namespace NasCluster.Trainer.Data.Decoded;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnumConverter)]
)]
[JsonSerializable(typeof(DecodedHeader))]
internal sealed partial class DecodedJson : JsonSerializerContext;
