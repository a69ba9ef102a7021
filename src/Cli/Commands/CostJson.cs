using System.Text.Json.Serialization;

namespace NasCluster.Cli.Commands;

/// <summary>Strict reading of `nas cost` files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(CostRequest))]
internal sealed partial class CostJson : JsonSerializerContext;
