using System.Diagnostics;

namespace NasCluster.Dashboard.Tests;

/// <summary>examples/http/search.py, as the guide has it.</summary>
public sealed class PythonExampleTests(Site site)
{
    [Fact]
    public async Task Search_GoodFile_EndsWithTheFront()
    {
        var (code, output, messages) = await RunAsync(Specs.Quick("from-python", candidates: 4));
        Assert.True(code == 0, messages);
        Assert.Contains("submitted from-python-1", messages, StringComparison.Ordinal);
        Assert.Contains("from-python-1:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_BadFile_NamesItsErrors()
    {
        var (code, _, messages) = await RunAsync(Specs.Quick("bad", candidates: -4));
        Assert.Equal(2, code);
        Assert.Contains("error: /budget/candidates", messages, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Messages)> RunAsync(string spec)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, spec);
        var info = new ProcessStartInfo("python3", [Program(), file, "--url", site.Open.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var messages = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(file);
        return (process.ExitCode, await output, await messages);
    }

    private static string Program() => Path.Combine(AppContext.BaseDirectory, "search.py");
}
