using System.Collections.Immutable;

namespace NasCluster.Dashboard.Access;

/// <summary>An OpenID Connect provider whose users may use the dashboard.</summary>
internal sealed record OidcOptions
{
    /// <summary>The issuer; its discovery document lies below it.</summary>
    public required Uri Authority { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Null for a public client: the code is protected by PKCE alone.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Whom bearer tokens must be made out to.</summary>
    public required string Audience { get; init; }

    /// <summary>What the sign-in page calls the provider.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Claim with the user's name, for the page and the audit log.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>Claim with the user's groups or roles; dots lead into an object, as in "realm_access.roles".</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>Value of that claim to one of <see cref="Role.All"/>; the highest counts.</summary>
    public ImmutableDictionary<string, string> Roles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Of those whom no value gives a role; null: they may not come in.</summary>
    public string? DefaultRole { get; init; }

    /// <summary>Asked for at the sign-in, "openid" included.</summary>
    public ImmutableArray<string> Scopes { get; init; } = ["openid", "profile"];

    /// <summary>Where browsers find the dashboard, if a proxy is in front; null: where they asked.</summary>
    public Uri? PublicUrl { get; init; }
}
