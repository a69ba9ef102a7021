using System.Text.Json.Nodes;
using NasCluster.Trainer.Golden;

namespace NasCluster.Trainer.Tests.Golden;

/// <summary>All blocks and networks against the reference data in tests/golden, or in the folder NASCLUSTER_GOLDEN.</summary>
public sealed class GoldenTests : IDisposable
{
    private static readonly string Folder = Find();
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("nas-golden-");

    public static TheoryData<string> Files =>
        [.. GoldenRunner.Files(Folder).Select(file => Path.GetRelativePath(Folder, file))];

    public void Dispose() => _scratch.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCase_HasTheReferencesCountsAndNumbers(string file)
    {
        var cases = GoldenRunner.RunFile(Folder, Path.Combine(Folder, file));
        Assert.NotEmpty(cases);
        Assert.All(cases, item => Assert.True(item.Passed, $"{item.File} {item.Case}: {item.Message}"));
    }

    [Theory]
    [InlineData(0, -0.9781383252702653)]
    [InlineData(7, -0.7311854125000536)]
    [InlineData(1000003, 0.5389215396717191)]
    public void Fill_IsTheReferencesHash(uint entry, double expected) =>
        Assert.Equal(expected, GoldenFill.Unit(entry, 0), 1e-15);

    [Fact]
    public void AWrongNumber_AWrongCount_AndABrokenFile_EachFailAlone()
    {
        var text = File.ReadAllText(Path.Combine(Find(ours: true), "blocks", "mbconv.json"));
        var node = JsonNode.Parse(text)!;
        node["cases"]![0]!["output"]!["first16"]![3] =
            node["cases"]![0]!["output"]!["first16"]![3]!.GetValue<double>() + 0.01;
        node["cases"]![1]!["params_total"] = 1;
        Directory.CreateDirectory(Path.Combine(_scratch.FullName, "blocks"));
        File.WriteAllText(Path.Combine(_scratch.FullName, "blocks", "mbconv.json"), node.ToJsonString());
        File.WriteAllText(Path.Combine(_scratch.FullName, "blocks", "zz.json"), "{ broken");

        var report = GoldenRunner.Run(_scratch.FullName);

        Assert.Equal([false, false, true, false], report.Cases.Select(item => item.Passed));
        Assert.Contains("a value differs", report.Cases[0].Message, StringComparison.Ordinal);
        Assert.Contains("params_total", report.Cases[1].Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", report.Cases[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFolder_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => GoldenRunner.Run(_scratch.FullName));

    private static string Find(bool ours = false)
    {
        if (!ours && Environment.GetEnvironmentVariable("NASCLUSTER_GOLDEN") is { Length: > 0 } asked)
        {
            return asked;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NasCluster.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", "golden");
    }
}
