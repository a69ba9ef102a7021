using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>One point of a joint space: an architecture and the recipe it is trained with.</summary>
public sealed record Configuration(ParameterSet Architecture, ParameterSet Recipe)
{
    private const int KeyBytes = 8;
    private string? _key;

    // A copy with another part has a key of its own.
    private Configuration(Configuration other)
    {
        Architecture = other.Architecture;
        Recipe = other.Recipe;
    }

    /// <summary>16 hexadecimal digits of SHA-256 over the canonical text; equal configurations have equal keys.</summary>
    [JsonIgnore]
    public string Key => _key ??= KeyOf(Architecture, Recipe);

    public bool Equals(Configuration? other) =>
        other is not null && Architecture.Equals(other.Architecture) && Recipe.Equals(other.Recipe);

    public override int GetHashCode() => HashCode.Combine(Architecture, Recipe);

    private static string KeyOf(ParameterSet architecture, ParameterSet recipe)
    {
        var text = Encoding.UTF8.GetBytes($"{architecture.Canonical}|{recipe.Canonical}");
        return Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, KeyBytes));
    }
}
