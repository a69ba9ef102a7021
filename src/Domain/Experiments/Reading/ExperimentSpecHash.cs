using System.Security.Cryptography;
using System.Text.Json;

namespace NasCluster.Domain.Experiments;

/// <summary>Tells experiments apart by what they are and not by how their files are written.</summary>
public static class ExperimentSpecHash
{
    /// <summary>64 hexadecimal digits: SHA-256 of the spec's <see cref="DomainJson"/>, with every default written out.</summary>
    public static string Of(ExperimentSpec spec) =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(spec, DomainJson.Default.ExperimentSpec))
        );
}
