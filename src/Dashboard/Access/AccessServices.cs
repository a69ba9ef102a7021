using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;

namespace NasCluster.Dashboard.Access;

/// <summary>Nobody gets anything without an identity; the few exceptions say so where they are mapped.</summary>
internal static class AccessServices
{
    private const string Either = "Either";
    private static readonly TimeSpan SignedIn = TimeSpan.FromHours(12);

    public static void AddDashboardAccess(this IServiceCollection services, Identities identities)
    {
        services.AddSingleton(identities);
        services.AddSingleton(identities.Keys);
        services.AddSingleton<KeyUse>();
        // Sign-ins end with the process: no secret of ours lies on a disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var authentication = services
            .AddAuthentication(Either)
            .AddPolicyScheme(
                Either,
                displayName: null,
                scheme => scheme.ForwardDefaultSelector = context => SchemeOf(context.Request, identities)
            )
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyHandler.Name, configureOptions: null)
            .AddCookie(cookie => Configure(cookie, identities));
        if (identities.Provider is { } provider)
        {
            authentication.AddProvider(provider);
        }

        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(Role.Viewer).Build())
            .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireRole(Role.Viewer).Build())
            .AddPolicy(Role.Researcher, policy => policy.RequireRole(Role.Researcher))
            .AddPolicy(Role.Admin, policy => policy.RequireRole(Role.Admin));
        services.AddCascadingAuthenticationState();
        services.AddRequestLimits();
    }

    private static void Configure(CookieAuthenticationOptions cookie, Identities identities)
    {
        cookie.Cookie.Name = "nascluster";
        cookie.Cookie.HttpOnly = true;
        // Whoever comes back from a provider comes from another site. Requests of other sites' pages are refused anyhow.
        cookie.Cookie.SameSite = identities.Provider is null ? SameSiteMode.Strict : SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = SignedIn;
        cookie.Events.OnRedirectToLogin = context => Refusal.ChallengeAsync(context.HttpContext, identities);
        cookie.Events.OnRedirectToAccessDenied = context => Refusal.ForbidAsync(context.HttpContext);
    }

    private static string SchemeOf(HttpRequest request, Identities identities) =>
        identities.AreConfigured && IsBrowser(request) ? CookieAuthenticationDefaults.AuthenticationScheme
        : identities.Provider is not null && OidcServices.HasToken(request) ? OidcServices.Token
        : KeyHandler.Name;

    /// <summary>A cookie reads pages, downloads and the circuit; whoever changes something over the API sends a key.</summary>
    private static bool IsBrowser(HttpRequest request) =>
        !request.Headers.ContainsKey("Authorization")
        && (HttpMethods.IsGet(request.Method) || !request.Path.StartsWithSegments("/api"));
}
