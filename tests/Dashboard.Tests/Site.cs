using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace NasCluster.Dashboard.Tests;

/// <summary>A dashboard without keys on a store of its own with two slots, and a second one with keys beside it.</summary>
public sealed class Site : IAsyncLifetime
{
    public const string Viewer = "nas_viewer-key";
    public const string Researcher = "nas_researcher-key";
    public const string Admin = "nas_admin-key";

    /// <summary>Of a key that was an admin's.</summary>
    public const string Outdated = "nas_outdated-key";
    private readonly Nas _nas = new();
    private Nas.Running? _open;
    private Nas.Running? _keyed;

    /// <summary>Answers this machine, without keys.</summary>
    public Uri Open { get; private set; } = null!;

    /// <summary>Answers only with keys, and to users of <see cref="Provider"/>.</summary>
    public Uri Keyed { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public IdentityProvider Provider { get; private set; } = null!;

    /// <summary>Is told of experiments of the open dashboard that end.</summary>
    public HookReceiver Hooks { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var hooks = _nas.File("hooks", $"{Hooks.Url} {HookReceiver.Secret} finished,failed,worker-lost\n");
        (_open, Open) = await StartAsync("--slots", "2", "--webhooks", hooks);
        var keys = _nas.File(
            "keys",
            $"""
            # one line for each
            viewer vera {Hash(Viewer)} 2999-12-31
            admin olaf {Hash(Outdated)} 2026-01-01
            researcher rita {Hash(Researcher)}
            admin adam {Hash(Admin)}
            """
        );
        Provider = await IdentityProvider.StartAsync();
        _nas.File("secret", $"{IdentityProvider.Secret}\n");
        var oidc = _nas.File(
            "oidc.json",
            $$"""
            {
              "authority": "{{Provider.Url}}", "clientId": "{{IdentityProvider.Client}}", "clientSecretFile": "secret",
              "displayName": "the lab", "roleClaim": "realm.groups",
              "roles": { "guests": "viewer", "lab": "researcher", "nas-admins": "admin" }
            }
            """
        );
        (_keyed, Keyed) = await StartAsync("--keys", keys, "--oidc", oidc);
        Http = new() { BaseAddress = Open };
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        foreach (var running in new[] { _keyed, _open })
        {
            if (running is not null)
            {
                await running.DisposeAsync();
            }
        }

        if (Provider is not null)
        {
            await Provider.DisposeAsync();
        }

        Hooks.Dispose();
        _nas.Dispose();
    }

    /// <summary>Submits a file; the experiment's id.</summary>
    public async Task<string> SubmitAsync(string spec, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/experiments") { Content = Json(spec) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        var response = await Http.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return answer.GetProperty("experiment").GetString()!;
    }

    /// <summary>An experiment that has ended, the same one for all: 12 candidates of joint-nas.</summary>
    public async Task<string> FinishedAsync()
    {
        var id = await SubmitAsync(Specs.Quick("pages", candidates: 12, strategy: "joint-nas"), key: "pages");
        await FollowAsync(id);
        return id;
    }

    /// <summary>Pauses or resumes an experiment.</summary>
    public async Task ChangeAsync(string id, string verb) =>
        (await Http.PostAsync($"/api/v1/experiments/{id}/{verb}", null)).EnsureSuccessStatusCode();

    /// <summary>Follows the events of an experiment to its end; their numbers.</summary>
    public async Task<List<long>> FollowAsync(string id, long after = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/experiments/{id}/events");
        request.Headers.Add("Accept", "text/event-stream");
        request.Headers.Add("Last-Event-ID", $"{after}");
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var numbers = new List<long>();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                numbers.Add(long.Parse(line[4..]));
            }
        }

        return numbers;
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    internal Task<Nas.Output> CommandAsync(params string[] arguments) => _nas.RunAsync(arguments);

    /// <summary>Changes rows of the open dashboard's store behind its back.</summary>
    public async Task EditAsync(string sql)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_nas.Store, "nascluster.db")};Pooling=False"
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private async Task<(Nas.Running, Uri)> StartAsync(params string[] options)
    {
        var running = _nas.Start(["dashboard", "--url", "http://127.0.0.1:0", .. options]);
        var line = await running.LineAsync("Dashboard at ");
        return (running, new(line[(line.LastIndexOf(' ') + 1)..]));
    }

    private static string Hash(string key) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
