using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace NasCluster.Dashboard.Tests;

/// <summary>Notes, tags and who did what.</summary>
public sealed class NoteTests(Site site, Browser browser)
{
    [Fact]
    public async Task Note_WrittenOverHttp_IsKeptAndAudited()
    {
        var id = await site.SubmitAsync(Specs.Quick("noted", candidates: 1), key: "noted");
        await site.FollowAsync(id);
        foreach (var path in new[] { $"/api/v1/experiments/{id}/note", $"/api/v1/experiments/{id}/candidates/1/note" })
        {
            var empty = await site.Http.GetFromJsonAsync<JsonElement>(path);
            Assert.Equal("", empty.GetProperty("text").GetString());
            var put = await site.Http.PutAsync(
                path,
                Site.Json("{\"text\": \" as in the paper \", \"tags\": [\"b\", \"a\", \"b\"]}")
            );
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            var note = await site.Http.GetFromJsonAsync<JsonElement>(path);
            Assert.Equal("as in the paper", note.GetProperty("text").GetString());
            Assert.Equal(["a", "b"], note.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
            Assert.Equal("local", note.GetProperty("by").GetString());
        }

        var audit = await site.Http.GetFromJsonAsync<JsonElement>("/api/v1/audit?limit=500");
        var lines = audit
            .EnumerateArray()
            .Where(line => line.GetProperty("subject").GetString()!.StartsWith(id, StringComparison.Ordinal));
        Assert.Equal(["note", "note", "submit"], lines.Select(line => line.GetProperty("action").GetString()).Take(3));
    }

    [Theory]
    [InlineData("{\"tags\": [\"two words\", \"<b>\"]}", "/tags/0", "/tags/1")]
    [InlineData("{\"text\": 3}")]
    [InlineData("{\"txet\": \"x\"}")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Note_ThatIsNone_IsA400(string body, params string[] pointers)
    {
        var id = await site.SubmitAsync(Specs.Quick("noted", candidates: 1), key: "noted");
        var response = await site.Http.PutAsync($"/api/v1/experiments/{id}/note", Site.Json(body));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (pointers.Length > 0)
        {
            Assert.Equal(
                pointers,
                problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString())
            );
        }
    }

    [Fact]
    public async Task Note_ChangedMeanwhile_IsA412()
    {
        var id = await site.SubmitAsync(Specs.Quick("noted-twice", candidates: 1), key: "noted-twice");
        await site.FollowAsync(id);
        var path = $"/api/v1/experiments/{id}/candidates/1/note";
        var first = (await site.Http.GetAsync(path)).Headers.ETag!;
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("mine", first)).StatusCode);

        var late = await PutAsync("an older one", first);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("application/problem+json", late.Content.Headers.ContentType?.MediaType);
        var note = await site.Http.GetAsync(path);
        Assert.Contains("\"mine\"", await note.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("the next one", note.Headers.ETag!)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("whatever is there", EntityTagHeaderValue.Any)).StatusCode);

        Task<HttpResponseMessage> PutAsync(string text, EntityTagHeaderValue tag)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, path)
            {
                Content = Site.Json($"{{\"text\": \"{text}\"}}"),
            };
            request.Headers.IfMatch.Add(tag);
            return site.Http.SendAsync(request);
        }
    }

    [Fact]
    public async Task Note_OfAMissingOne_IsA404() =>
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await site.Http.PutAsync("/api/v1/experiments/nobody-1/note", Site.Json("{}"))).StatusCode
        );

    [Fact]
    public async Task Note_WrittenOnThePage_TagsTheExperimentInTheList()
    {
        var id = await site.SubmitAsync(Specs.Quick("written", candidates: 1));
        await using var visit = await browser.OpenAsync(site.Open);
        await visit.GoAsync($"/experiments/{id}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Write one" }).ClickAsync();
        await visit.Page.GetByLabel("Text").FillAsync("<img src=x onerror=alert(3)>");
        await visit.Page.GetByLabel("Tags").FillAsync("wri?ten");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await visit.SeesAsync("'wri?ten' is no tag");
        await visit.Page.GetByLabel("Tags").FillAsync("hand-written");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await visit.SeesAsync("<img src=x onerror=alert(3)>");
        await visit.GoAsync("/");
        await visit.Page.GetByLabel("Search experiments").FillAsync("hand-written");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await visit.SeesAsync(id);
        await visit.IsSoundAsync();
    }
}
