using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NasCluster.Dashboard.Hosting;

namespace NasCluster.Dashboard.Access;

/// <summary>
/// Users of an identity provider: browsers by the authorization code flow with PKCE (OpenID Connect Core 1.0, RFC 7636),
/// programs by signed bearer tokens (RFC 6750, RFC 9068).
/// </summary>
internal static class OidcServices
{
    /// <summary>Sends a browser to the provider.</summary>
    public const string Browser = "Oidc";

    /// <summary>Checks a bearer token of the provider.</summary>
    public const string Token = "OidcToken";

    private const string Callback = "/sign-in/callback";

    // Never a shared secret: whoever checks tokens must not be able to make them.
    private static readonly string[] Signatures =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddProvider(this AuthenticationBuilder authentication, OidcOptions provider) =>
        authentication
            .AddOpenIdConnect(Browser, oidc => Configure(oidc, provider))
            .AddJwtBearer(Token, jwt => Configure(jwt, provider));

    /// <summary>Whether a request brings a token of a provider and not one of our keys.</summary>
    public static bool HasToken(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var sent)
        && sent is { Scheme: "Bearer", Parameter: { } token }
        && token.Count(sign => sign == '.') == 2;

    /// <summary>Reads what the provider says of itself.</summary>
    /// <exception cref="DashboardException">It does not answer, or with something else.</exception>
    public static async Task CheckAsync(IServiceProvider services, OidcOptions provider, CancellationToken ct)
    {
        try
        {
            var options = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(Browser);
            var found = await options.ConfigurationManager!.GetConfigurationAsync(ct);
            if (found is not { AuthorizationEndpoint.Length: > 0, TokenEndpoint.Length: > 0, SigningKeys.Count: > 0 })
            {
                throw new InvalidOperationException("it names no authorization endpoint, token endpoint or keys.");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            throw new DashboardException(
                DashboardException.WrongEnvironment,
                $"The identity provider at {provider.Authority} does not answer as one: {(e.InnerException ?? e).Message}"
            );
        }
    }

    private static void Configure(OpenIdConnectOptions oidc, OidcOptions provider)
    {
        oidc.Authority = provider.Authority.ToString();
        oidc.ClientId = provider.ClientId;
        oidc.ClientSecret = provider.ClientSecret;
        oidc.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        oidc.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        oidc.CallbackPath = Callback;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.MapInboundClaims = false;
        oidc.TokenValidationParameters.ValidAlgorithms = Signatures;
        oidc.Scope.Clear();
        foreach (var scope in provider.Scopes)
        {
            oidc.Scope.Add(scope);
        }

        // The answer comes as a link from another site, over plain HTTP where a proxy speaks TLS.
        var secure =
            provider.PublicUrl?.Scheme == "https" ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
        {
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, secure);
        }

        oidc.Events = new OidcEvents(provider);
    }

    private static void Configure(JwtBearerOptions jwt, OidcOptions provider)
    {
        jwt.Authority = provider.Authority.ToString();
        jwt.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        jwt.MapInboundClaims = false;
        jwt.TokenValidationParameters.ValidAudience = provider.Audience;
        jwt.TokenValidationParameters.ValidAlgorithms = Signatures;
        jwt.Events = new()
        {
            OnTokenValidated = context =>
            {
                context.Principal = OidcIdentity.Of(context.Principal!, provider, Token);
                return Task.CompletedTask;
            },
            OnChallenge = context =>
            {
                context.HandleResponse();
                var identities = context.HttpContext.RequestServices.GetRequiredService<Identities>();
                return Refusal.ChallengeAsync(context.HttpContext, identities);
            },
            OnForbidden = context => Refusal.ForbidAsync(context.HttpContext),
        };
    }

    /// <summary>Where the provider is to send a browser back to.</summary>
    public static string CallbackAt(Uri publicUrl) => publicUrl.GetLeftPart(UriPartial.Authority) + Callback;
}
