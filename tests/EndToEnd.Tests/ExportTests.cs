using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace NasCluster.EndToEnd.Tests;

/// <summary>`nas export` of trained candidates.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Winner_AsAFolder_EvaluatesToWhatWasRecorded()
    {
        var spec = Specs.Real("deploy", candidates: 2, epochs: 1);
        var run = await _nas.RunAsync("run", _nas.File("e.json", spec), "--json");
        Assert.True(run.Code == 0, run.Messages);
        var winner = run.Json.GetProperty("winner");

        var folder = Path.Combine(Path.GetDirectoryName(_nas.Store)!, "winner");
        var export = await _nas.RunAsync("export", "deploy-1", "-o", folder, "--json");
        Assert.True(export.Code == 0, export.Messages);
        var recorded = winner.GetProperty("metrics").GetProperty("accuracy").GetDouble();
        Assert.Equal(recorded, export.Json.GetProperty("accuracy").GetDouble(), 9);
        Assert.Equal(
            winner.GetProperty("metrics").GetProperty("testAccuracy").GetDouble(),
            export.Json.GetProperty("testAccuracy").GetDouble(),
            9
        );
        Assert.InRange(export.Json.GetProperty("relativeError").GetDouble(), 0, 1e-4);
        Assert.Equal(
            [
                "labels.txt",
                "metrics.json",
                "model.onnx",
                "model.safetensors",
                "network.json",
                "preprocessing.json",
                "provenance.json",
            ],
            Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)
        );
        Assert.Equal(10, (await File.ReadAllLinesAsync(Path.Combine(folder, "labels.txt"))).Length);
        var preprocessing = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "preprocessing.json")));
        Assert.InRange(preprocessing.RootElement.GetProperty("mean")[0].GetDouble(), 0.2, 0.4);
        var provenance = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "provenance.json")));
        Assert.Equal(winner.GetProperty("id").GetString(), provenance.RootElement.GetProperty("candidate").GetString());

        var again = await _nas.RunAsync("export", "deploy-1", "-o", folder);
        Assert.Equal(2, again.Code);
        Assert.Contains("is not empty", again.Messages, StringComparison.Ordinal);

        var file = Path.Combine(folder, "..", "one.safetensors");
        var one = await _nas.RunAsync("export", "deploy-1:1", "--format", "safetensors", "-o", file, "--json");
        Assert.True(one.Code == 0, one.Messages);
        Assert.True(new FileInfo(file).Length > 10_000);
        Assert.Equal(4, (await _nas.RunAsync("export", "deploy-1:9")).Code);
        Assert.Equal(4, (await _nas.RunAsync("export", "no-such-thing")).Code);

        await InABrowser_IsTheSameAsync(folder);
    }

    /// <summary>The archive and the checkpoint that the dashboard hands out, beside what the command wrote.</summary>
    private async Task InABrowser_IsTheSameAsync(string exported)
    {
        await using var dashboard = _nas.Start(["dashboard", "--url", "http://127.0.0.1:0"]);
        var line = await dashboard.LineAsync("Dashboard at ");
        using var http = new HttpClient { BaseAddress = new(line[(line.LastIndexOf(' ') + 1)..]) };
        var provenance = JsonDocument
            .Parse(await File.ReadAllTextAsync(Path.Combine(exported, "provenance.json")))
            .RootElement;
        var number = provenance.GetProperty("candidate").GetString()!.Split(':')[1];
        var candidate = $"/api/v1/experiments/deploy-1/candidates/{number}";

        var checkpoint = await http.GetByteArrayAsync($"{candidate}/checkpoint");
        Assert.Equal(
            provenance.GetProperty("checkpointSha256").GetString(),
            Convert.ToHexStringLower(SHA256.HashData(checkpoint))
        );
        await using var archive = new ZipArchive(
            new MemoryStream(await http.GetByteArrayAsync($"{candidate}/model.zip"))
        );
        Assert.Equal(
            Directory.EnumerateFiles(exported).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal),
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)
        );
        using var model = new MemoryStream();
        await using (var entry = await archive.GetEntry("model.onnx")!.OpenAsync())
        {
            await entry.CopyToAsync(model);
        }

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(exported, "model.onnx")), model.ToArray());
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await http.GetAsync("/api/v1/experiments/deploy-1/candidates/9/model.zip")).StatusCode
        );
        await OverAGateway_ComesFromTheClusterAsync(number, exported);
    }

    /// <summary>On a machine that has no part of the store.</summary>
    private async Task OverAGateway_ComesFromTheClusterAsync(string number, string exported)
    {
        var note = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_nas.Store, "silo.json"))).RootElement;
        var folder = Path.Combine(Path.GetDirectoryName(_nas.Store)!, "fetched");
        string[] cluster =
        [
            "--gateway",
            $"127.0.0.1:{note.GetProperty("GatewayPort").GetInt32()}",
            "--cluster",
            "embedded",
            "--store",
            Path.Combine(folder, "none"),
        ];
        var fetched = await _nas.RunAsync(["export", $"deploy-1:{number}", "-o", folder, "--json", .. cluster]);
        Assert.True(fetched.Code == 0, fetched.Messages);
        Assert.Equal(7, fetched.Json.GetProperty("files").GetArrayLength());
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(exported, "model.onnx")),
            await File.ReadAllBytesAsync(Path.Combine(folder, "model.onnx"))
        );
        Assert.Equal(2, (await _nas.RunAsync(["export", $"deploy-1:{number}", "-o", folder, .. cluster])).Code);
        var file = Path.Combine(folder, "one.json");
        string[] one = ["export", $"deploy-1:{number}", "--format", "json", "-o", file, .. cluster];
        Assert.Equal(0, (await _nas.RunAsync(one)).Code);
        Assert.NotNull(JsonDocument.Parse(await File.ReadAllTextAsync(file)));
    }
}
