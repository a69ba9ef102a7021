using System.Diagnostics;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>reliability.md §6, rows 11 and 48: what a path may lead to.</summary>
public sealed class SpecFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-spec-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ReadFile_File_IsRead()
    {
        Assert.Equal("test-1", ExperimentSpecReader.ReadFile(Write(SpecText.With())).Name);
    }

    [Fact]
    public void ReadFile_LinkToAFile_IsRead()
    {
        var link = File.CreateSymbolicLink(Path.Combine(_folder, "link"), Write(SpecText.With())).FullName;

        Assert.Equal("test-1", ExperimentSpecReader.ReadFile(link).Name);
    }

    [Theory]
    [InlineData("missing.json")]
    [InlineData("")]
    [InlineData("missing-folder/x.json")]
    [InlineData("nul\0.json")]
    public void ReadFile_NoFile_NamesThePath(string name)
    {
        var problem = ProblemOf(name.Length == 0 ? "" : Path.Combine(_folder, name));

        Assert.Equal("spec.file", problem.Code);
        Assert.Contains(name.Split('\0')[0], problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', problem.Message);
    }

    [Fact]
    public void ReadFile_Folder_IsRefused()
    {
        var problem = ProblemOf(_folder);

        Assert.Equal("spec.file", problem.Code);
        Assert.Contains("folder", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFile_EmptyFile_IsEmpty()
    {
        Assert.Equal("spec.empty", ProblemOf(Write("")).Code);
    }

    [Fact]
    public void ReadFile_Unreadable_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Here every file can be read.");
        var path = Write(SpecText.With());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        Assert.Equal("spec.file", ProblemOf(path).Code);
    }

    [Fact]
    public async Task ReadFile_Pipe_IsRefusedAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders.");
        var path = Path.Combine(_folder, "pipe");
        using (var make = Process.Start("mkfifo", [path]))
        {
            await make.WaitForExitAsync();
        }

        var problem = await Task.Run(() => ProblemOf(path)).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("spec.file", problem.Code);
    }

    [Fact]
    public void ReadFile_Device_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no device files.");

        Assert.Contains(ProblemOf("/dev/zero").Code, (string[])["spec.file", "spec.empty"]);
    }

    [Fact]
    public void ReadFile_TooLarge_IsNotRead()
    {
        var path = Path.Combine(_folder, "large.json");
        using (var file = File.Create(path))
        {
            file.SetLength(5_000_000_000);
        }

        var problem = ProblemOf(path);

        Assert.Equal("spec.size", problem.Code);
        Assert.Contains("5000000000", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void ReadFile_AroundTheLimit_IsReadUpToIt(int excess, bool isRead)
    {
        var path = Write(SpecText.With().PadRight(ExperimentSpecReader.MaxFileBytes + excess));

        if (isRead)
        {
            Assert.Equal("test-1", ExperimentSpecReader.ReadFile(path).Name);
        }
        else
        {
            Assert.Equal("spec.size", ProblemOf(path).Code);
        }
    }

    private static Problem ProblemOf(string path) =>
        Assert.Single(Assert.Throws<InvalidSpecException>(() => ExperimentSpecReader.ReadFile(path)).Problems);

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "experiment.json");
        File.WriteAllText(path, text);
        return path;
    }
}
