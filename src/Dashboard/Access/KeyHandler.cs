using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace NasCluster.Dashboard.Access;

/// <summary>Identifies a caller by the key in its header; where there are no keys at all, by being on this machine.</summary>
internal sealed class KeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Identities identities,
    KeyUse use
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Key";
    private const string Bearer = "Bearer ";
    private static readonly ApiKey Local = new(Role.Admin, "local", []);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Refusal.ChallengeAsync(Context, identities);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusal.ForbidAsync(Context);

    private AuthenticateResult Authenticate()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.Ordinal))
        {
            return identities.Keys.Find(header[Bearer.Length..].Trim(), TimeProvider.GetUtcNow()) is { } key
                ? Accept(key)
                : AuthenticateResult.Fail("The key is not known, or no longer good.");
        }

        return !identities.AreConfigured && LoopbackCall.Is(Context) ? Accept(Local) : AuthenticateResult.NoResult();
    }

    private AuthenticateResult Accept(ApiKey key)
    {
        use.Note(key.Name);
        return AuthenticateResult.Success(new(new(key.Identify(Scheme.Name)), Scheme.Name));
    }
}
