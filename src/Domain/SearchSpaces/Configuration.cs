using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>One point of a joint space: an architecture and the recipe it is trained with.</summary>
public sealed record Configuration(ParameterSet Architecture, ParameterSet Recipe)
{
    private const int KeyBytes = 8;

    /// <summary>16 hexadecimal digits of SHA-256 over the canonical text; equal configurations have equal keys.</summary>
    [JsonIgnore]
    public string Key
    {
        get
        {
            var text = Encoding.UTF8.GetBytes($"{Architecture.Canonical}|{Recipe.Canonical}");
            return Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, KeyBytes));
        }
    }
}
