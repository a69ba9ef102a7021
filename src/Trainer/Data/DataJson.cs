using System.Text.Json.Serialization;

namespace NasCluster.Trainer.Data;

/// <summary>Shapes of the data commands' output that the domain does not have.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListedDataset[]))]
[JsonSerializable(typeof(CheckedDataset))]
internal sealed partial class DataJson : JsonSerializerContext;
