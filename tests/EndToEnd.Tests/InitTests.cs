using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.EndToEnd.Tests;

/// <summary>init, completion, and what all commands have in common.</summary>
public sealed class InitTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Init_Defaults_WriteAFileThatIsReadAndNotReplaced()
    {
        var path = _nas.File("first-search.json", "");
        File.Delete(path);

        var first = await _nas.RunAsync("init", path);
        var second = await _nas.RunAsync("init", path);
        var forced = await _nas.RunAsync("init", path, "--force", "--json", "--candidates", "7");

        Assert.True(first.Code == 0, first.Messages);
        Assert.Equal(5, second.Code);
        Assert.Equal(path, forced.Json.GetProperty("file").GetString());
        var spec = ExperimentSpecReader.ReadFile(path);
        Assert.Equal(("first-search", 7, "joint-nas"), (spec.Name, spec.Budget.Candidates, spec.Strategy.Name));
        Assert.Contains("// All chance comes from it", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_EveryStrategy_GetsASpaceItCanSearch()
    {
        foreach (var strategy in StrategyCatalog.Names)
        {
            var path = Path.Combine(Path.GetDirectoryName(_nas.Store)!, $"{strategy}.json");
            var init = await _nas.RunAsync("init", path, "--strategy", strategy);
            Assert.True(init.Code == 0, $"{strategy}: {init.Messages}");
            Assert.Equal(strategy, ExperimentSpecReader.ReadFile(path).Strategy.Name);
        }
    }

    [Fact]
    public async Task Init_WhatDoesNotFit_IsToldAsAFilesProblemsAre()
    {
        var path = Path.Combine(Path.GetDirectoryName(_nas.Store)!, "e.json");

        var init = await _nas.RunAsync(
            "init",
            path,
            "--strategy",
            "dnas",
            "--space",
            "fbnet-v3-small",
            "--epochs",
            "0"
        );

        Assert.Equal(2, init.Code);
        Assert.Contains("/trainer/epochs", init.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("bash", "bash")]
    [InlineData("zsh", null)]
    [InlineData("fish", null)]
    public async Task Completion_Script_IsOfItsShell(string shell, string? checker)
    {
        var script = await _nas.RunAsync("completion", shell);

        Assert.Equal(0, script.Code);
        Assert.Contains("[suggest:", script.Text, StringComparison.Ordinal);
        if (checker is not null)
        {
            var check = System.Diagnostics.Process.Start(checker, ["-n", _nas.File("completion", script.Text)]);
            await check.WaitForExitAsync();
            Assert.Equal(0, check.ExitCode);
        }
    }

    [Fact]
    public async Task Completion_Suggestions_NameCommandsAndOptions()
    {
        var commands = await _nas.RunAsync("[suggest:2]", "re");
        var options = await _nas.RunAsync("[suggest:9]", "report --");

        Assert.Equal(0, commands.Code);
        Assert.Contains("report", commands.Text, StringComparison.Ordinal);
        Assert.Contains("resume", commands.Text, StringComparison.Ordinal);
        Assert.Contains("--output", options.Text, StringComparison.Ordinal);
    }
}
