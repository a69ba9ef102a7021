using NasCluster.Cli.Output;

namespace NasCluster.Cli.Tests;

/// <summary>Row 49: a file that cannot be written, or not to its end, is one error and no half of a file.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-output-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Replace_DiskFullHalfWay_LeavesWhatWasThere()
    {
        var path = Path.Combine(_folder.FullName, "all.csv");
        await File.WriteAllTextAsync(path, "before");

        var error = await Assert.ThrowsAsync<CommandException>(() =>
            OutputFile.ReplaceAsync(
                "--output",
                path,
                async part =>
                {
                    await File.WriteAllTextAsync(part, "ha");
                    throw new IOException("No space left on device");
                }
            )
        );

        Assert.Equal(ExitCode.BadInput, error.Code);
        Assert.Equal($"--output '{path}' cannot be written: No space left on device", error.Message);
        Assert.Equal("before", await File.ReadAllTextAsync(path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public async Task Replace_FileThatIsThere_IsTheNewOneWhole()
    {
        var path = Path.Combine(_folder.FullName, "all.csv");
        await File.WriteAllTextAsync(path, "before, and longer");
        await OutputFile.ReplaceAsync("--output", path, part => File.WriteAllTextAsync(part, "after"));
        Assert.Equal("after", await File.ReadAllTextAsync(path));
        Assert.Single(_folder.GetFiles());
    }

    [Theory]
    [InlineData("no-folder/all.csv")]
    [InlineData("/proc/all.csv")]
    [InlineData("/dev/full")]
    [InlineData(".")]
    public async Task Replace_WhereNothingCanBe_IsOneError(string path)
    {
        var error = await Assert.ThrowsAsync<CommandException>(() =>
            OutputFile.ReplaceAsync(
                "--output",
                Path.Combine(_folder.FullName, path),
                part => File.WriteAllTextAsync(part, "x")
            )
        );
        Assert.Equal(ExitCode.BadInput, error.Code);
        Assert.Empty(_folder.GetFiles());
    }
}
