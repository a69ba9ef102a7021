using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;
using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Hosting;

namespace NasCluster.Dashboard.Tests;

/// <summary>Users of an identity provider: by the code flow in a browser, by tokens over the API.</summary>
public sealed class OidcTests(Site site, Browser browser)
{
    [Theory]
    [InlineData("researcher", "guests", "lab")]
    [InlineData("admin", "lab", "nas-admins")]
    [InlineData("viewer", "guests")]
    public async Task Token_OfTheProvider_HasTheHighestRoleOfItsGroups(string role, params string[] groups)
    {
        var me = await MeAsync(site.Provider.Token(groups));
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        var caller = await me.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(role, caller.GetProperty("role").GetString());
        Assert.Equal(site.Provider.User.Name, caller.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Token_WithoutAGroupOfOurs_IsForbidden() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await MeAsync(site.Provider.Token(["others"]))).StatusCode);

    [Fact]
    public async Task Token_ThatIsNotRight_IsRefused()
    {
        using var other = RSA.Create(2048);
        var stranger = new SigningCredentials(new RsaSecurityKey(other) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256);
        var shared = new SigningCredentials(
            new SymmetricSecurityKey(new byte[32]) { KeyId = "k1" },
            SecurityAlgorithms.HmacSha256
        );
        var good = site.Provider.Token(["lab"]);
        foreach (
            var token in new[]
            {
                site.Provider.Token(["lab"], audience: "another"),
                site.Provider.Token(["lab"], issuer: "https://elsewhere.example"),
                site.Provider.Token(["lab"], lifetime: TimeSpan.FromMinutes(-10)),
                site.Provider.Token(["lab"], signing: stranger),
                site.Provider.Token(["lab"], signing: shared),
                $"{good[..good.LastIndexOf('.')]}.",
                "a.b.c",
            }
        )
        {
            var answer = await MeAsync(token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task SignIn_AtTheProvider_OpensThePageAskedFor()
    {
        await using var visit = await browser.OpenAsync(site.Keyed);
        await visit.GoAsync("/workers");
        await visit.IsSoundAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with the lab" }).ClickAsync();
        await visit.IsAtAsync("/workers$");
        await visit.SeesAsync("slots busy");
        await visit.SeesAsync(site.Provider.User.Name);
        await visit.GoAsync("/new");
        await visit.SeesAsync("Nothing is wrong");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visit.IsAtAsync("/sign-in");
    }

    [Theory]
    [InlineData("/sign-in/callback?code=stolen&state=made-up")]
    [InlineData("/sign-in/callback?error=access_denied&state=made-up")]
    public async Task Callback_NobodyAskedFor_LeadsToTheSignIn(string path)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = site.Keyed };
        var answer = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?problem=provider", answer.Headers.Location?.OriginalString);
        Assert.DoesNotContain("nascluster=", answer.Headers.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "oidc.json")]
    [InlineData("{\"authorty\": \"x\"}", "authorty")]
    [InlineData(
        """{"authority": "http://login.example", "roles": {"a": "boss"}, "defaultRole": "x", "clientSecretFile": "none", "publicUrl": "nas"}""",
        "/authority is 'http://login.example'",
        "/clientId is missing",
        "/clientSecretFile cannot be read",
        "/roles/a is 'boss'",
        "/defaultRole is 'x'",
        "/publicUrl is 'nas'"
    )]
    [InlineData("""{"authority": "https://login.example", "clientId": "nas"}""", "nobody could come in")]
    public void File_ThatIsNotRight_NamesEveryFault(string text, params string[] faults)
    {
        var refusal = Assert.Throws<DashboardException>(() => OidcReader.Parse(text, "oidc.json"));
        Assert.Equal(DashboardException.BadInput, refusal.Code);
        Assert.All(faults, fault => Assert.Contains(fault, refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ProviderAway_EndsWithCode3()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """{"authority": "http://127.0.0.1:9", "clientId": "nas", "defaultRole": "viewer"}"""
        );
        var output = await site.CommandAsync("dashboard", "--oidc", file, "--url", "http://127.0.0.1:0");
        File.Delete(file);
        Assert.Equal(3, output.Code);
        Assert.Contains("identity provider at http://127.0.0.1:9", output.Messages, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> MeAsync(string token)
    {
        using var http = new HttpClient { BaseAddress = site.Keyed };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.GetAsync("/api/v1/me");
    }
}
