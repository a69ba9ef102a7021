using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace NasCluster.Dashboard.Tests;

/// <summary>Requests that are wrong, too large, too many or forged: each is refused, and the next one is answered.</summary>
public sealed class HostileRequestTests(Site site)
{
    private const string Api = "/api/v1";

    /// <summary>Start of the request, end of its text, and what the first line of the answer has.</summary>
    public static TheoryData<string, string, string> Wrong =>
        new()
        {
            { "method", "GET / HTTP/1.1\r\nHost: localhost\r\nno colon here\r\n\r\n", "400" },
            { "verb", "G\u0001T / HTTP/1.1\r\nHost: localhost\r\n\r\n", "400" },
            { "line", $"GET /{new string('a', 10_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", "414" },
            { "header", $"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('a', 40_000)}\r\n\r\n", "431" },
            {
                "headers",
                $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1\r\n"))}\r\n",
                "431"
            },
            {
                "chunked",
                $"POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{0x50000:x}\r\n{new string(' ', 0x50000)}\r\n0\r\n\r\n",
                "413"
            },
            { "hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Bytes_ThatAreNoGoodRequest_AreRefused(string name, string text, string status)
    {
        var answer = await RawRequest.SendAsync(site.Open, text);
        Assert.True(answer.StartsWith($"HTTP/1.1 {status}", StringComparison.Ordinal), $"{name}: {answer}");
        Assert.Equal(HttpStatusCode.OK, (await site.Http.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Body_WithoutEnd_IsA408()
    {
        const string Text =
            "POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{    \r\n";
        var answer = await RawRequest.SendAsync(site.Open, Text);
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_Compressed_IsNotUnpacked()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[10_000_000]);
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var answer = await site.Http.PostAsync($"{Api}/experiments", content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("DELETE", "/experiments")]
    [InlineData("GET", "/experiments/x/pause")]
    [InlineData("PUT", "/experiments/x/candidates/1")]
    public async Task Verb_ThatARouteHasNot_Is405WithAllow(string verb, string path)
    {
        var answer = await site.Http.SendAsync(new(new(verb), Api + path));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.NotEmpty(answer.Content.Headers.Allow);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var http = new HttpClient { BaseAddress = site.Keyed };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(new(new(verb), Api + path))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"{Api}/none")).StatusCode);
    }

    [Theory]
    [InlineData("' or 1=1 --")]
    [InlineData("%25")]
    [InlineData("%5C")]
    public async Task Search_OfSigns_IsTakenAsText(string search)
    {
        var id = await site.FinishedAsync();
        var page = await site.Http.GetFromJsonAsync<JsonElement>($"{Api}/experiments/{id}/candidates?search={search}");
        Assert.Equal(0, page.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("/experiments/%00")]
    [InlineData("/experiments/%2e%2e%2fetc")]
    [InlineData("/experiments/x%5c..%5c..")]
    [InlineData("/experiments/x/candidates/0")]
    [InlineData("/experiments/x/candidates/999999999999")]
    [InlineData("/experiments/x/candidates/1;drop")]
    public async Task Path_ThatIsNoId_Is404Or400(string path)
    {
        var answer = await site.Http.GetAsync(Api + path);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
    }

    [Fact]
    public async Task Query_TooLong_IsA400()
    {
        var answer = await site.Http.GetAsync(
            $"{Api}/experiments/x/candidates?search={new string('x', 5_000)}&sort=;drop%20table&offset=1000000000000"
        );
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(3, problem.GetProperty("errors").GetArrayLength());
        Assert.True(problem.ToString().Length < 2000);
    }

    [Fact]
    public async Task Key_InTheQuery_IsNoKey()
    {
        using var http = new HttpClient { BaseAddress = site.Keyed };
        foreach (var name in new[] { "key", "access_token", "api_key", "Authorization" })
        {
            var answer = await http.GetAsync($"{Api}/me?{name}={Site.Admin}");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Address_ForgedByAHeader_IsNotBelieved()
    {
        using var http = new HttpClient { BaseAddress = site.Keyed };
        foreach (var header in new[] { "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Original-URL" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Api}/me");
            request.Headers.TryAddWithoutValidation(header, header == "Forwarded" ? "for=127.0.0.1" : "127.0.0.1");
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task Form_OfAForeignPage_ChangesNothing()
    {
        using var http = new HttpClient { BaseAddress = site.Keyed };
        var form = new FormUrlEncodedContent([new("key", Site.Admin), new("back", "/")]);
        var withoutToken = await http.PostAsync("/sign-in", form);
        Assert.Equal(HttpStatusCode.BadRequest, withoutToken.StatusCode);
        Assert.False(withoutToken.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Socket_OfAForeignPageOrTooLarge_IsClosed()
    {
        var address = new UriBuilder(site.Open) { Scheme = "ws", Path = "/_blazor" }.Uri;
        using (var foreign = new ClientWebSocket())
        {
            foreign.Options.SetRequestHeader("Origin", "http://evil.example");
            await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(address, CancellationToken.None));
        }

        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, CancellationToken.None);
        await SendAsync(socket, "{\"protocol\":\"blazorpack\",\"version\":1}\u001e");
        try
        {
            await SendAsync(socket, new string('x', 2_000_000));
            var buffer = new byte[4096];
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (WebSocketException)
        {
            // It was cut off while it was sent.
        }

        Assert.Equal(HttpStatusCode.OK, (await site.Http.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Requests_TooMany_AreToldToWaitAndOthersAreNot()
    {
        var token = site.Provider.Token(["lab"], name: "flood");
        using var http = new HttpClient { BaseAddress = site.Keyed };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 900).Select(_ => http.GetAsync($"{Api}/me")));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.Equal(answers.Length, refused.Count + answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.All(refused, answer => Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1)));
        http.DefaultRequestHeaders.Authorization = new("Bearer", Site.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{Api}/me")).StatusCode);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task Events_TakenUpAtNoNumber_AreA400(string last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Api}/experiments/pages-1/events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Events_TakenUpInTheFuture_AreNoneAndEnd()
    {
        var id = await site.SubmitAsync(Specs.Quick("twice", candidates: 1), key: "one-submission");
        await site.FollowAsync(id);
        Assert.Empty(await site.FollowAsync(id, after: 1_000_000));
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(
            Encoding.UTF8.GetBytes(text),
            WebSocketMessageType.Text,
            endOfMessage: true,
            CancellationToken.None
        );
}
