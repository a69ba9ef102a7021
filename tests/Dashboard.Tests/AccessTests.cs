using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace NasCluster.Dashboard.Tests;

/// <summary>Who may do what: without a key nothing, with one what its role says.</summary>
public sealed class AccessTests(Site site)
{
    private const string Wrong = "nas_nobodys";

    /// <summary>Method, path, and the least role that is let in.</summary>
    public static TheoryData<string, string, string> Routes =>
        new()
        {
            { "GET", "/api/v1/experiments", "viewer" },
            { "GET", "/api/v1/experiments/x", "viewer" },
            { "GET", "/api/v1/experiments/x/spec", "viewer" },
            { "GET", "/api/v1/experiments/x/pareto", "viewer" },
            { "GET", "/api/v1/experiments/x/candidates", "viewer" },
            { "GET", "/api/v1/experiments/x/candidates.csv", "viewer" },
            { "GET", "/api/v1/experiments/x/candidates/1", "viewer" },
            { "GET", "/api/v1/experiments/x/candidates/1/curve", "viewer" },
            { "GET", "/api/v1/experiments/x/candidates/1/network", "viewer" },
            { "GET", "/api/v1/experiments/x/candidates/1/checkpoint", "viewer" },
            { "GET", "/api/v1/experiments/x/candidates/1/log", "viewer" },
            { "GET", "/api/v1/experiments/x/candidates/1/model.zip", "researcher" },
            { "POST", "/api/v1/experiments/x/candidates/1/layers", "researcher" },
            { "GET", "/api/v1/experiments/x/events", "viewer" },
            { "GET", "/api/v1/spaces", "viewer" },
            { "GET", "/api/v1/spaces/x", "viewer" },
            { "GET", "/api/v1/zoo", "viewer" },
            { "GET", "/api/v1/zoo/x", "viewer" },
            { "GET", "/api/v1/workers", "viewer" },
            { "GET", "/api/v1/slots", "viewer" },
            { "GET", "/api/v1/latency-tables", "viewer" },
            { "GET", "/api/v1/me", "viewer" },
            { "GET", "/openapi/v1.json", "viewer" },
            { "POST", "/api/v1/experiments/validate", "viewer" },
            { "POST", "/api/v1/experiments", "researcher" },
            { "POST", "/api/v1/experiments/x/pause", "researcher" },
            { "POST", "/api/v1/experiments/x/resume", "researcher" },
            { "POST", "/api/v1/experiments/x/cancel", "researcher" },
            { "GET", "/api/v1/experiments/x/note", "viewer" },
            { "PUT", "/api/v1/experiments/x/note", "researcher" },
            { "GET", "/api/v1/experiments/x/candidates/1/note", "viewer" },
            { "PUT", "/api/v1/experiments/x/candidates/1/note", "researcher" },
            { "GET", "/api/v1/audit", "admin" },
            { "POST", "/api/v1/workers/x/drain", "admin" },
            { "POST", "/api/v1/workers/x/undrain", "admin" },
            { "GET", "/api/v1/keys", "admin" },
        };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_ByRole_LetsInWhoMay(string method, string path, string least)
    {
        string[] roles = ["viewer", "researcher", "admin"];
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(method, path, key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(method, path, Wrong));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(method, path, Site.Outdated));
        string[] tokens = [.. new[] { "guests", "lab", "nas-admins" }.Select(group => site.Provider.Token([group]))];
        string[] keys = [Site.Viewer, Site.Researcher, Site.Admin];
        foreach (var (role, key) in roles.Zip(keys).Concat(roles.Zip(tokens)))
        {
            var status = await StatusAsync(method, path, key);
            var may = Array.IndexOf(roles, role) >= Array.IndexOf(roles, least);
            Assert.True(
                may
                    ? status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                    : status == HttpStatusCode.Forbidden,
                $"{role}: {status}"
            );
        }
    }

    [Theory]
    [InlineData("{\"trainer\": {\"command\": [\"sh\"]}}", "/trainer/command")]
    [InlineData("\uFEFF{\"trainer\": {\"t\\u0061ble\": \"/etc/passwd\"}}", "/trainer/table")]
    [InlineData("{\"trainer\": {\"epochs\": 1}, \"trainer\": {\"table\": \"x\"}, \"trainer\": 1}", "/trainer/table")]
    public async Task Submit_ProgramOrFileOfTheClusterByAResearcher_IsRefused(string body, string pointer)
    {
        using var http = new HttpClient { BaseAddress = site.Keyed };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Site.Researcher);
        foreach (var path in new[] { "/api/v1/experiments", "/api/v1/experiments/validate" })
        {
            var response = await http.PostAsync(path, Site.Json(body));
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
            Assert.Equal("spec.forbidden", error.GetProperty("code").GetString());
            Assert.Equal(pointer, error.GetProperty("pointer").GetString());
        }
    }

    [Fact]
    public async Task Document_EveryRoute_IsInTheMatrix()
    {
        var document = await site.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var routes = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(verb => $"{verb.Name.ToUpperInvariant()} {Shape(path.Name)}")
            )
            .Select(route => route.Replace("workers/x/{verb}", "workers/x/drain", StringComparison.Ordinal))
            .Select(route => route.Replace("{verb}", "pause", StringComparison.Ordinal))
            .ToList();
        var tested = Routes
            .Select(row => $"{row.Data.Item1} {Shape(row.Data.Item2)}")
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(routes);
        Assert.Empty(routes.Except(tested));

        static string Shape(string path) =>
            string.Join(
                '/',
                path.Split('/').Select(part => part is "{id}" or "{name}" or "{number}" or "1" ? "x" : part)
            );
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/experiments/x")]
    [InlineData("/new")]
    public async Task Page_WithoutAKey_LeadsToTheSignIn(string path)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = site.Keyed };
        var response = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("/sign-in?back=", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuit_WithoutAKey_IsRefused()
    {
        using var http = new HttpClient { BaseAddress = site.Keyed };
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz")).StatusCode);
    }

    [Theory]
    [InlineData("Host", "evil.example", HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    public async Task Request_OfAForeignPage_IsRefusedWithoutKeysToo(string header, string value, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation(header, value);
        Assert.Equal(status, (await site.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Answers_Headers_KeepStrangersOut()
    {
        var response = await site.Http.GetAsync("/");
        Assert.Contains(
            "script-src 'self';",
            response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Assets_OfTheBuild_AreSentCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/lib/echarts.js");
        request.Headers.Add("Accept-Encoding", "gzip");
        var response = await site.Http.SendAsync(request);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.True((await response.Content.ReadAsByteArrayAsync()).Length < 260_000);
    }

    [Theory]
    [InlineData("researcher rita", "is no key")]
    [InlineData("boss bert e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "is no key")]
    [InlineData("admin a e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 31.1.2027", "is no key")]
    [InlineData("# nothing", "holds no key")]
    public async Task Start_BadKeys_EndsWithCode2(string line, string message)
    {
        var keys = Path.GetTempFileName();
        await File.WriteAllTextAsync(keys, line);
        var output = await site.CommandAsync("dashboard", "--keys", keys, "--url", "http://127.0.0.1:0");
        File.Delete(keys);
        Assert.Equal(2, output.Code);
        Assert.Contains(message, output.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BadUrl_EndsWithCode2()
    {
        var output = await site.CommandAsync("dashboard", "--url", "localhost:x");
        Assert.Equal(2, output.Code);
        Assert.Contains("--url is 'localhost:x'", output.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Drawn_PrintsALineWithItsHash()
    {
        var output = await site.CommandAsync("dashboard", "key", "viewer", "vic", "--days", "7");
        var key = output.Messages.Trim().Split(' ')[^1];
        Assert.Equal(0, output.Code);
        Assert.StartsWith(
            $"viewer vic {Convert.ToHexStringLower(Access.ApiKey.HashOf(key))} 20",
            output.Text,
            StringComparison.Ordinal
        );
        var read = Assert.Single(Access.ApiKeys.Parse(output.Text, "keys", required: true).All);
        Assert.True(read.IsGoodAt(DateTimeOffset.UtcNow.AddDays(6)));
        Assert.False(read.IsGoodAt(DateTimeOffset.UtcNow.AddDays(9)));
        Assert.Equal(2, (await site.CommandAsync("dashboard", "key", "viewer", "vic", "--days", "x")).Code);
    }

    private async Task<HttpStatusCode> StatusAsync(string method, string path, string? key)
    {
        using var http = new HttpClient { BaseAddress = site.Keyed };
        using var request = new HttpRequestMessage(new(method), path);
        if (method is "POST" or "PUT")
        {
            request.Content = Site.Json("{}");
        }

        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return (await http.SendAsync(request)).StatusCode;
    }
}
