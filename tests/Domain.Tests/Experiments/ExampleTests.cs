using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>Every file of examples/ can be submitted as it is.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Files =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFile.PathOf("examples"), "*.json")
                .Select(path => Path.GetFileName(path)),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void ReadFile_Example_IsValidAndNamedAsItsFile(string file)
    {
        var spec = ExperimentSpecReader.ReadFile(RepositoryFile.PathOf($"examples/{file}"));

        Assert.Equal(Path.GetFileNameWithoutExtension(file), spec.Name);
    }

    [Fact]
    public void ReadFile_QuickExample_IsTheOneTheManualSpeaksOf()
    {
        var spec = ExperimentSpecReader.ReadFile(RepositoryFile.PathOf("examples/fashion-mnist-quick.json"));

        Assert.Equal(
            ("fashion-mnist-sample", 900, true, 2),
            (spec.Data.Dataset, spec.Data.ValidationSize, spec.Data.Flip, spec.Data.Crop)
        );
        Assert.Equal((7UL, "joint-nas", 24), (spec.Seed, spec.Strategy.Name, spec.Budget.Candidates));
        Assert.Equal((2, new FinalSpec(2, 6)), (spec.Trainer.Epochs, spec.Final));
        Assert.Equal((4_000_000, RankBy.Accuracy), (spec.Constraints.MaxMacs, spec.Ranking.By));
    }
}
