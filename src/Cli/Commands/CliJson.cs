using System.Text.Json.Serialization;
using NasCluster.Domain;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;
using NasCluster.Silo;
using NasCluster.Silo.Layouts;

namespace NasCluster.Cli.Commands;

/// <summary>JSON documents that only the command line writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnumConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ScaleOutput[]))]
[JsonSerializable(typeof(ScoreOutput))]
[JsonSerializable(typeof(SpaceOutput))]
[JsonSerializable(typeof(SpaceOutput[]))]
[JsonSerializable(typeof(Configuration))]
[JsonSerializable(typeof(Configuration[]))]
[JsonSerializable(typeof(PredictionOutput[]))]
[JsonSerializable(typeof(ZooOutput))]
[JsonSerializable(typeof(ZooListing[]))]
[JsonSerializable(typeof(CostOutput))]
[JsonSerializable(typeof(DoctorOutput))]
[JsonSerializable(typeof(TorchReport))]
[JsonSerializable(typeof(ProfileOutput))]
[JsonSerializable(typeof(TunedLayout))]
[JsonSerializable(typeof(MigrateOutput))]
[JsonSerializable(typeof(SubmitOutput))]
[JsonSerializable(typeof(ServingNote))]
[JsonSerializable(typeof(FileOutput))]
[JsonSerializable(typeof(PlotOutput))]
internal sealed partial class CliJson : JsonSerializerContext;
