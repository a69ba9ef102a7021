using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NasCluster.Dashboard.Tests;

/// <summary>
/// An OpenID Connect provider on this machine: discovery document, keys, and the code flow with PKCE, in which whoever
/// <see cref="User"/> names signs in without being asked.
/// </summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    public const string Client = "nascluster";
    public const string Secret = "the-secret-of-the-client";
    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RsaSecurityKey _key;
    private readonly ConcurrentDictionary<string, (string Challenge, string? Nonce)> _codes = new();

    private IdentityProvider()
    {
        _key = new(_rsa) { KeyId = "k1" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", Discover);
        _app.MapGet("/keys", Keys);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
    }

    /// <summary>Who signs in, and what groups the token names.</summary>
    public (string Name, string[] Groups) User { get; set; } = ("olga", ["lab"]);

    public string Url => _app.Urls.First();

    public static async Task<IdentityProvider> StartAsync()
    {
        var provider = new IdentityProvider();
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>A token for the API.</summary>
    /// <param name="groups">Groups of its holder, under "realm.groups".</param>
    /// <param name="audience">Whom it is made out to.</param>
    /// <param name="issuer">Who says so.</param>
    /// <param name="lifetime">Until it ends; negative for one that has ended.</param>
    /// <param name="signing">Another key than the provider's.</param>
    /// <param name="nonce">Of a sign-in.</param>
    /// <param name="name">Whose it is; <see cref="User"/>'s if null.</param>
    public string Token(
        string[] groups,
        string audience = Client,
        string? issuer = null,
        TimeSpan? lifetime = null,
        SigningCredentials? signing = null,
        string? nonce = null,
        string? name = null
    )
    {
        var end = DateTime.UtcNow + (lifetime ?? TimeSpan.FromMinutes(5));
        var claims = new Dictionary<string, object>
        {
            ["sub"] = "u-1",
            ["preferred_username"] = name ?? User.Name,
            ["realm"] = new Dictionary<string, object> { ["groups"] = groups },
        };
        if (nonce is not null)
        {
            claims["nonce"] = nonce;
        }

        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer ?? Url,
                Audience = audience,
                Claims = claims,
                IssuedAt = end - TimeSpan.FromHours(1),
                NotBefore = end - TimeSpan.FromHours(1),
                Expires = end,
                SigningCredentials = signing ?? new(_key, SecurityAlgorithms.RsaSha256),
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private IResult Discover() =>
        Results.Json(
            new Dictionary<string, object>
            {
                ["issuer"] = Url,
                ["authorization_endpoint"] = $"{Url}/authorize",
                ["token_endpoint"] = $"{Url}/token",
                ["jwks_uri"] = $"{Url}/keys",
            }
        );

    private IResult Keys()
    {
        var part = _rsa.ExportParameters(includePrivateParameters: false);
        var key = new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = _key.KeyId,
            n = Base64UrlEncoder.Encode(part.Modulus),
            e = Base64UrlEncoder.Encode(part.Exponent),
        };
        return Results.Json(new { keys = new[] { key } });
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        if (
            asked["response_type"] != "code"
            || asked["client_id"] != Client
            || asked["code_challenge_method"] != "S256"
        )
        {
            return Results.BadRequest();
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (asked["code_challenge"].ToString(), asked["nonce"]);
        return Results.Redirect(
            $"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"].ToString())}"
        );
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var verifier = SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()));
        if (
            form["client_secret"] != Secret
            || !_codes.TryRemove(form["code"].ToString(), out var asked)
            || asked.Challenge != Base64UrlEncoder.Encode(verifier)
        )
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var token = Token(User.Groups, nonce: asked.Nonce);
        return Results.Json(
            new
            {
                access_token = token,
                id_token = token,
                token_type = "Bearer",
                expires_in = 300,
            }
        );
    }
}
