using System.CommandLine;
using NasCluster.Cli.Output;

namespace NasCluster.Cli.Tests;

/// <summary>Row 49: what is there is replaced only where the user says so.</summary>
public sealed class OutputOptionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-output-");

    private string Existing => Path.Combine(_folder.FullName, "all.csv");

    public OutputOptionTests() => File.WriteAllText(Existing, "before");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_FileThatExists_IsRefusedWithoutForce()
    {
        var named = Assert.Throws<CommandException>(() => Read(["--output", Existing]));
        Assert.Equal(ExitCode.BadInput, named.Code);
        Assert.Equal($"--output '{Existing}' exists: allowed is a new file, or --force to replace it.", named.Message);
        Assert.Throws<CommandException>(() => Read([], usual: Existing));
    }

    [Fact]
    public void Read_FileThatExists_IsTakenWithForce()
    {
        Assert.Equal(Existing, Read(["-o", Existing, "--force"]));
        Assert.Equal(Existing, Read(["--force"], usual: Existing));
    }

    [Fact]
    public void Read_NewFileOrDeviceOrFolder_IsTaken()
    {
        var free = Path.Combine(_folder.FullName, "new.csv");
        Assert.Equal(free, Read(["-o", free], usual: Existing));
        Assert.Equal("/dev/null", Read(["-o", "/dev/null"]));
        // An export to a folder says itself whether that may be written to.
        Assert.Equal(_folder.FullName, Read(["-o", _folder.FullName]));
    }

    private static string Read(string[] arguments, string usual = "usual.csv")
    {
        var option = new OutputOption("A file.");
        var command = new Command("write");
        option.AddTo(command);
        return option.Read(command.Parse(arguments), usual);
    }
}
