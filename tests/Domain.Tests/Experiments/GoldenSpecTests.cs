using System.Text.Json;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>
/// Row H7: experiment files that earlier versions of this program took (tests/golden/specs/accepted) are taken still, and what
/// stores keep of them (stored) is read still; files that are refused say what to change.
/// </summary>
/// <remarks>NASCLUSTER_WRITE_GOLDEN=1 writes what is stored of a new file. Existing files are never written over.</remarks>
public sealed class GoldenSpecTests
{
    private const string Folder = "tests/golden/specs";

    public static TheoryData<string> Accepted => Files("accepted");

    public static TheoryData<string, string> Refused =>
        new() { { "version-2.json", "'version' is 2; known is 1" }, { "process-rows.json", "fewRows" } };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Read_FileOfAnEarlierVersion_IsTakenAsItWas(string file)
    {
        var spec = ReadFile(file);
        var stored = Path.Combine(RepositoryFile.PathOf(Folder), "stored", file);
        if (!File.Exists(stored) && Environment.GetEnvironmentVariable("NASCLUSTER_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(stored, Text(spec) + "\n");
        }

        var kept = JsonSerializer.Deserialize(File.ReadAllText(stored), DomainJson.Default.ExperimentSpec)!;

        // A default that changed would change what an old experiment means.
        Assert.Equal(Text(kept), Text(spec));
        Assert.Equal(ExperimentSpecHash.Of(kept), ExperimentSpecHash.Of(spec));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_FileThatIsNotTaken_SaysWhatToChange(string file, string hint)
    {
        var problem = Assert.Single(
            Assert
                .Throws<InvalidSpecException>(() =>
                    ExperimentSpecReader.ReadFile(RepositoryFile.PathOf($"{Folder}/refused/{file}"))
                )
                .Problems
        );

        Assert.Contains(hint, problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Line > 0);
    }

    [Fact]
    public void Folders_HoldWhatIsTested()
    {
        Assert.True(Accepted.Count >= 14);
        Assert.Equal(Files("accepted").Select(row => row.Data), Files("stored").Select(row => row.Data));
        Assert.Equal(Refused.Select(row => row.Data.Item1).Order(), Files("refused").Select(row => row.Data));
    }

    /// <summary>A table is found from the file's folder: the example's lies beside the examples.</summary>
    private static ExperimentSpec ReadFile(string file)
    {
        var text = RepositoryFile.Read($"{Folder}/accepted/{file}");
        using var document = JsonDocument.Parse(text);
        var spec = ExperimentSpecReader.ReadIn(SpecText.Utf8(text), RepositoryFile.PathOf("examples"));
        var table = spec.Trainer.Table;
        return spec with
        {
            Seed = document.RootElement.TryGetProperty("seed", out _) ? spec.Seed : 1,
            // Where it lies differs from machine to machine; what is in it does not.
            Trainer = spec.Trainer with
            {
                Table = table is null ? null : table with { Path = "" },
            },
        };
    }

    private static string Text(ExperimentSpec spec) =>
        JsonSerializer.Serialize(spec, DomainJson.Default.ExperimentSpec);

    private static TheoryData<string> Files(string folder) =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFile.PathOf($"{Folder}/{folder}"), "*.json")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];
}
