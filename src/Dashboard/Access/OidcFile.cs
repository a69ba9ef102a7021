namespace NasCluster.Dashboard.Access;

/// <summary>The file that names an identity provider, as it is written; <see cref="OidcReader"/> checks it.</summary>
internal sealed record OidcFile
{
    public string? Authority { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecretFile { get; init; }

    public string? Audience { get; init; }

    public string? DisplayName { get; init; }

    public string? NameClaim { get; init; }

    public string? RoleClaim { get; init; }

    public Dictionary<string, string>? Roles { get; init; }

    public string? DefaultRole { get; init; }

    public string[]? Scopes { get; init; }

    public string? PublicUrl { get; init; }
}
