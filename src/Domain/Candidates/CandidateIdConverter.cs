using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.Candidates;

public sealed class CandidateIdConverter : JsonConverter<CandidateId>
{
    public override CandidateId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CandidateId.TryParse(reader.GetString(), out var id)
            ? id
            : throw new JsonException("A candidate is named 'experiment:number'.");

    public override void Write(Utf8JsonWriter writer, CandidateId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
