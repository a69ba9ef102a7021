using System.Text.Json.Serialization;
using NasCluster.Domain;

namespace NasCluster.Trainer.Data;

/// <summary>Shapes of the data commands' output that the domain does not have.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnumConverter)]
)]
[JsonSerializable(typeof(ListedDataset[]))]
[JsonSerializable(typeof(CheckedDataset))]
internal sealed partial class DataJson : JsonSerializerContext;
