using System.Text.Json.Serialization;

namespace NasCluster.Trainer.Doctor;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(ProfileReport))]
internal sealed partial class DoctorJson : JsonSerializerContext;
