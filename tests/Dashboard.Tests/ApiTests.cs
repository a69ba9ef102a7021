using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace NasCluster.Dashboard.Tests;

/// <summary>The HTTP API on a cluster that trains.</summary>
public sealed class ApiTests(Site site)
{
    private const string Api = "/api/v1";

    [Fact]
    public async Task Submit_SameKeyTwice_GivesTheSameExperiment()
    {
        var first = await site.SubmitAsync(Specs.Quick("twice", candidates: 1), key: "one-submission");
        var second = await site.SubmitAsync(Specs.Quick("twice", candidates: 1), key: "one-submission");
        var third = await site.SubmitAsync(Specs.Quick("twice", candidates: 1), key: "another");
        Assert.Equal("twice-1", first);
        Assert.Equal(first, second);
        Assert.Equal("twice-2", third);
        using var other = new HttpRequestMessage(HttpMethod.Post, $"{Api}/experiments");
        other.Headers.Add("Idempotency-Key", "one-submission");
        other.Content = Site.Json(Specs.Quick("twice", candidates: 2));
        Assert.Equal(HttpStatusCode.Conflict, (await site.Http.SendAsync(other)).StatusCode);
    }

    [Fact]
    public async Task Row_ThatThisVersionCannotRead_IsNamedByApiAndCommandLine()
    {
        var id = await site.SubmitAsync(Specs.Quick("unreadable", candidates: 2));
        await site.FollowAsync(id);
        await site.EditAsync($"update candidate set metrics = '{{}}' where experiment = '{id}' and number = 1");

        var refused = await site.Http.PostAsync($"{Api}/experiments/{id}/candidates/1/layers", content: null);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("urn:nascluster:problem:unreadable-row", problem.GetProperty("type").GetString());
        Assert.Contains($"{id}:1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var command = await site.CommandAsync("latency", "layers", $"{id}:1");
        Assert.Equal(3, command.Code);
        Assert.Contains($"{id}:1", command.Messages, StringComparison.Ordinal);
        var sound = await site.Http.GetAsync($"{Api}/experiments/{id}/candidates/2/network");
        Assert.Equal(HttpStatusCode.OK, sound.StatusCode);
        var listed = Items(await GetAsync("/experiments?limit=200"));
        Assert.Single(listed, item => item.GetProperty("experiment").GetString() == id);
    }

    [Fact]
    public async Task Events_TakenUpInTheMiddle_AreAllThereOnce()
    {
        var id = await site.SubmitAsync(Specs.Quick("events", candidates: 5));
        var all = await site.FollowAsync(id);
        var rest = await site.FollowAsync(id, after: 7);
        var page = await GetAsync($"/experiments/{id}/events?after=3&limit=4");
        Assert.Equal(Enumerable.Range(1, all.Count).Select(number => (long)number), all);
        Assert.Equal(all.Skip(7), rest);
        Assert.Equal([4, 5, 6, 7], page.EnumerateArray().Select(item => item.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task Candidates_FilteredSortedPaged_AgreeWithTheWhole()
    {
        var id = await site.FinishedAsync();
        var all = Items(await GetAsync($"/experiments/{id}/candidates?limit=100"));
        var page = await GetAsync(
            $"/experiments/{id}/candidates?state=completed&sort=accuracy&order=desc&minAccuracy=0.5&offset=2&limit=3"
        );
        var expected = all.Where(item => Accuracy(item) >= 0.5)
            .OrderByDescending(Accuracy)
            .Select(item => item.GetProperty("number").GetInt32())
            .ToList();
        Assert.Equal(expected.Count, page.GetProperty("total").GetInt32());
        Assert.Equal(expected.Skip(2).Take(3), Items(page).Select(item => item.GetProperty("number").GetInt32()));
        var csv = await site.Http.GetStringAsync($"{Api}/experiments/{id}/candidates.csv");
        Assert.Equal(all.Count + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        static double Accuracy(JsonElement item) =>
            item.TryGetProperty("metrics", out var metrics) ? metrics.GetProperty("accuracy").GetDouble() : -1;
    }

    [Fact]
    public async Task Candidate_ItsNetworkCurveAndFront_AreThere()
    {
        var id = await site.FinishedAsync();
        var front = await GetAsync($"/experiments/{id}/pareto");
        var number = front[0].GetProperty("number").GetInt32();
        var network = await GetAsync($"/experiments/{id}/candidates/{number}/network");
        var curve = await GetAsync($"/experiments/{id}/candidates/{number}/curve");
        Assert.Equal("10x1x1", network.GetProperty("output").GetString());
        Assert.Equal(
            network.GetProperty("macs").GetInt64(),
            network.GetProperty("blocks").EnumerateArray().Sum(block => block.GetProperty("macs").GetInt64())
        );
        Assert.Equal(2, curve.GetArrayLength());
    }

    [Fact]
    public async Task Log_OfACandidate_IsWhatItsTrainerPrinted()
    {
        var id = await site.FinishedAsync();
        var log = await site.Http.GetAsync($"{Api}/experiments/{id}/candidates/2/log");
        Assert.Equal("text/plain", log.Content.Headers.ContentType?.MediaType);
        Assert.Equal("candidate with 2 epochs\n", await log.Content.ReadAsStringAsync());
        var command = await site.CommandAsync("logs", $"{id}:2", "--attempt", "1", "--follow");
        Assert.Equal((0, "candidate with 2 epochs\n"), (command.Code, command.Text));
        Assert.Equal(4, (await site.CommandAsync("logs", $"{id}:99")).Code);
        var second = await site.Http.GetAsync($"{Api}/experiments/{id}/candidates/2/log?attempt=2");
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
        Assert.Contains("has had 1 attempts", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidates_StoppedEarlyByATrainerThatNamesNoEpoch_HaveOne()
    {
        var rule = ", \"earlyStop\": { \"rule\": \"median\", \"candidates\": 1 }";
        var id = await site.SubmitAsync(Specs.Quick("stopped", candidates: 12, more: rule));
        await site.FollowAsync(id);
        var stopped = Items(await GetAsync($"/experiments/{id}/candidates?state=pruned"));
        Assert.NotEmpty(stopped);
        Assert.All(stopped, item => Assert.Equal(1, item.GetProperty("failure").GetProperty("epoch").GetInt32()));
    }

    [Fact]
    public async Task Verbs_InTheWrongState_AreConflicts()
    {
        var id = await site.SubmitAsync(Specs.Quick("conflicts", candidates: 100));
        var codes = new List<HttpStatusCode>();
        foreach (var verb in new[] { "pause", "pause", "resume", "cancel", "cancel", "resume" })
        {
            codes.Add((await site.Http.PostAsync($"{Api}/experiments/{id}/{verb}", null)).StatusCode);
        }

        var result = await GetAsync($"/experiments/{id}");
        Assert.Equal(
            [
                HttpStatusCode.OK,
                HttpStatusCode.Conflict,
                HttpStatusCode.OK,
                HttpStatusCode.OK,
                HttpStatusCode.Conflict,
                HttpStatusCode.Conflict,
            ],
            codes
        );
        Assert.Equal("cancelled", result.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Submit_ManyFaults_NamesAllAtOnce()
    {
        var text = Specs
            .Quick("bad", candidates: -1)
            .Replace("\"seed\": 5", "\"seed\": \"five\", \"sede\": 1", StringComparison.Ordinal);
        var response = await site.Http.PostAsync($"{Api}/experiments", Site.Json(text));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            ["/budget/candidates", "/sede", "/seed"],
            problem
                .GetProperty("errors")
                .EnumerateArray()
                .Select(error => error.GetProperty("pointer").GetString())
                .Order()
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"version\": 1")]
    [InlineData("{\"version\": 1, \"version\": 1}")]
    [InlineData("{\"version\": 99}")]
    [InlineData("{\"budget\": {\"candidates\": 1e400}}")]
    [InlineData("\uFEFF{}")]
    [InlineData("{\"name\": \"../../etc/passwd\"}")]
    [InlineData("{\"name\": \"<img src=x onerror=alert(1)>\"}")]
    public async Task Submit_NoExperimentFile_IsA400WithErrors(string body)
    {
        var response = await site.Http.PostAsync($"{Api}/experiments", Site.Json(body));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEqual(0, problem.GetProperty("errors").GetArrayLength());
        Assert.DoesNotContain("   at ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_TooLargeOrNoJson_Is413Or415()
    {
        var large = await site.Http.PostAsync($"{Api}/experiments", Site.Json(new string(' ', 300_000)));
        var text = await site.Http.PostAsync($"{Api}/experiments", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
    }

    [Theory]
    [InlineData("/experiments/pages-1/candidates?limit=0", 1)]
    [InlineData("/experiments/pages-1/candidates?limit=1001&offset=-1&sort=size&order=up", 4)]
    [InlineData("/experiments/pages-1/candidates?state=9", 1)]
    [InlineData("/experiments/pages-1/candidates?minAccuracy=NaN&maxMacs=-1&maxLatencyMs=1e999", 3)]
    [InlineData("/experiments/pages-1/candidates?sort=accuracy&sort=loss", 1)]
    [InlineData("/experiments/pages-1/candidates?limt=5", 1)]
    [InlineData("/experiments/pages-1/events?after=-1&limit=0", 2)]
    [InlineData("/experiments?state=lost", 1)]
    [InlineData("/experiments/pages-1/candidates/1/log?attempt=0", 1)]
    [InlineData("/zoo/ghostnet-1.0?resolution=0&classes=x", 2)]
    public async Task Query_OutOfRange_NamesEachParameter(string path, int errors)
    {
        var response = await site.Http.GetAsync(Api + path);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(errors, problem.GetProperty("errors").GetArrayLength());
    }

    [Theory]
    [InlineData("/experiments/nobody-7")]
    [InlineData("/experiments/nobody-7/spec")]
    [InlineData("/experiments/nobody-7/pareto")]
    [InlineData("/experiments/nobody-7/candidates")]
    [InlineData("/experiments/nobody-7/events")]
    [InlineData("/experiments/nobody-7/candidates/1")]
    [InlineData("/experiments/nobody-7/candidates/1/network")]
    [InlineData("/experiments/nobody-7/candidates/1/log")]
    [InlineData("/experiments/nobody-7/candidates/1/checkpoint")]
    [InlineData("/experiments/..%2f..%2fetc%2fpasswd")]
    [InlineData("/spaces/none")]
    [InlineData("/zoo/none")]
    [InlineData("/none")]
    public async Task Get_WhatIsNotThere_IsA404Problem(string path)
    {
        var response = await site.Http.GetAsync(Api + path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Catalogues_SpacesZooWorkersDocument_AreThere()
    {
        Assert.Contains(
            (await GetAsync("/spaces")).EnumerateArray(),
            space => space.GetProperty("name").GetString() == "fbnet-v3-small"
        );
        Assert.True((await GetAsync("/spaces/fbnet-v3-small")).GetProperty("dimensions").GetArrayLength() > 5);
        Assert.True((await GetAsync("/zoo")).GetArrayLength() >= 90);
        Assert.Equal(2, (await GetAsync("/workers"))[0].GetProperty("slots").GetArrayLength());
        var document = await site.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/v1/experiments/{id}/candidates", out _));
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.True(schemas.TryGetProperty("CandidateView", out var candidate), schemas.ToString());
        Assert.True(candidate.GetProperty("properties").TryGetProperty("metrics", out _));
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var verb in path.Value.EnumerateObject())
            {
                var responses = verb.Value.GetProperty("responses").EnumerateObject().ToList();
                var good = Assert.Single(responses, response => response.Name.StartsWith('2'));
                Assert.True(
                    good.Name == "204" || good.Value.TryGetProperty("content", out _),
                    $"{verb.Name} {path.Name}"
                );
                Assert.Contains(responses, response => response.Name == "401");
            }
        }
    }

    private static List<JsonElement> Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> GetAsync(string path) => await site.Http.GetFromJsonAsync<JsonElement>(Api + path);
}
