using Microsoft.Data.Sqlite;
using NasCluster.Storage.Tests.Optuna;

namespace NasCluster.EndToEnd.Tests;

/// <summary>An Optuna study, and results of an earlier experiment, as a warm start of `nas run`.</summary>
public sealed class WarmStartRunTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Run_AfterImport_ProposesNothingThatIsKnown()
    {
        Study(_nas.File("study.db", ""));
        var folder = Path.GetDirectoryName(_nas.Store)!;
        var import = await _nas.RunAsync(
            "import",
            "optuna",
            "study.db",
            "--study",
            "cells",
            "-o",
            "known.json",
            "--json"
        );
        Assert.True(import.Code == 0, import.Messages);

        var run = await _nas.RunAsync("run", Write("known.json"), "--json");
        var candidates = await _nas.RunAsync("candidates", "warm-1", "-o", Path.Combine(folder, "first.csv"));
        var second = await _nas.RunAsync("run", Write("first.csv"), "--json");

        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(3, run.Json.GetProperty("counts").GetProperty("proposed").GetInt32());
        Assert.True(candidates.Code == 0, candidates.Messages);
        Assert.True(second.Code == 0, second.Messages);
        var (one, two) = (await CandidatesAsync("warm-1"), await CandidatesAsync("warm-2"));
        Assert.Equal(6, one.Concat(two).Distinct().Count());
    }

    private async Task<List<string>> CandidatesAsync(string experiment)
    {
        var run = await _nas.RunAsync("candidates", experiment, "--json");
        return [.. run.Json.EnumerateArray().Select(candidate => candidate.GetProperty("architecture").ToString())];
    }

    [Fact]
    public async Task Import_WrongStudy_EndsWithTwoAndOneLine()
    {
        Study(_nas.File("study.db", ""));

        var unknown = await _nas.RunAsync("import", "optuna", "study.db", "--study", "none");
        var scaled = await _nas.RunAsync("import", "optuna", "study.db", "--study", "errors");

        Assert.Equal((2, 2), (unknown.Code, scaled.Code));
        Assert.Contains("there are: cells, errors", unknown.Messages, StringComparison.Ordinal);
        Assert.Contains("Trial 0 has the value 12.5", scaled.Messages, StringComparison.Ordinal);
        Assert.Single(scaled.Messages.Trim().Split('\n'));
    }

    private static void Study(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = OptunaTables.Create("VARCHAR(8)", "VARCHAR(8)");
        command.ExecuteNonQuery();
    }

    private string Write(string known)
    {
        _nas.File(
            "t.csv",
            "depth,acc\n" + string.Concat(Enumerable.Range(1, 8).Select(depth => $"{depth},0.{depth}\n"))
        );
        return _nas.File(
            "e.json",
            $$"""
            {
              "version": 1, "name": "warm", "seed": 1,
              "space": { "dimensions": [{ "name": "depth", "type": "integer", "min": 1, "max": 8 }] },
              "trainer": { "table": "t.csv", "accuracy": "acc" },
              "strategy": "random", "budget": { "candidates": 3 }, "ranking": "accuracy",
              "warmStart": [{ "file": "{{known}}", "skipOutside": true }]
            }
            """
        );
    }
}
