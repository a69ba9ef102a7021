using System.Diagnostics;

namespace NasCluster.EndToEnd.Tests;

/// <summary>Rows 54 and 55: signals, readers that are gone, and terminals of all kinds.</summary>
public sealed class TerminalTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Run_InterruptedTwice_EndsAtOnceWithoutItsTrainers()
    {
        // The trainer never comes to the end of an epoch, which the first Ctrl-C would wait for.
        var file = _nas.File("hang.json", Specs.Fake("hang", "\"hang\"", candidates: 1));
        await using var running = _nas.Start(["run", file, "--slots", "1"]);
        await running.SeenAsync("proposed");
        var pid = running.Process.Id;
        await BashAsync($"kill -INT {pid}; sleep 0.2; kill -INT {pid}");
        var watch = Stopwatch.StartNew();
        var output = await running.EndAsync();

        Assert.Equal(130, output.Code);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        Assert.DoesNotContain("   at ", output.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_ReaderIsGone_EndsQuietly()
    {
        var text = await BashAsync(
            $"{Command} space sample fbnet-v3-small --count 3000 --json | head -c 20 >/dev/null; echo ${{PIPESTATUS[0]}}"
        );
        Assert.Equal("0", text.Trim());
    }

    [Theory]
    [InlineData("COLUMNS=20")]
    [InlineData("NO_COLOR=1")]
    [InlineData("TERM=dumb")]
    [InlineData("LANG=C LC_ALL=C")]
    public async Task Output_IntoAFile_IsPlainAndTheSameEverywhere(string variables)
    {
        var usual = await BashAsync($"{Command} zoo describe ghostnet-1.0");
        var text = await BashAsync($"{variables} {Command} zoo describe ghostnet-1.0");
        Assert.DoesNotContain('\x1b', text);
        Assert.Equal(usual, text);
    }

    [Fact]
    public async Task Output_OnATerminalOf20ColumnsWithoutColours_HasNone()
    {
        var text = await BashAsync($"script -qec \"stty cols 20; NO_COLOR=1 {Command} zoo list\" /dev/null </dev/null");
        Assert.Contains("ghostnet", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("\x1b\\[[0-9;]*3[0-9]", text);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    private static string Command => $"dotnet '{Nas.Program}'";

    /// <summary>What it printed, errors too.</summary>
    private static async Task<string> BashAsync(string script)
    {
        var info = new ProcessStartInfo("bash", ["-c", $"exec 2>&1; {script}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(info)!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}
