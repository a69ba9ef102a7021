using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.Tables;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>Experiments over a table: what is read of it, what is refused, what is proposed.</summary>
public sealed class TableTests : IDisposable
{
    private const string Good =
        "a,b,acc1,acc2,early,ms,mj\n1,x,50,52,30,1.5,9\n2,x,60,58,35,2.5,8\n1,y,70,71,20,3.5,7\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-table-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.csv.gz")]
    public void Read_Table_MeasuresItsRows(string name)
    {
        var spec = Read(Good, name: name);
        var table = TableCache.Of(spec)!;
        var configuration = spec.Space.At([0.9, 0.1]);

        var even = table.Measure(configuration, epochs: 3, seed: 2)!;
        var odd = table.Measure(configuration, epochs: 3, seed: 1)!;

        Assert.Equal(3, table.Count);
        Assert.Equal((0.6, 0.58, 0.59), (even.Accuracy, odd.Accuracy, Math.Round(even.TestAccuracy!.Value, 6)));
        Assert.Equal((2.5, 8.0), (even.LatencyMs, even.Costs!.Number("energyMj")));
        Assert.Equal(0.35, table.Measure(configuration, epochs: 2, seed: 2)!.Accuracy, 6);
    }

    [Fact]
    public void Read_PathOfTheTable_StartsAtTheFilesFolder() =>
        Assert.Equal(Path.Combine(_folder.FullName, "t.csv"), Read(Good).Trainer.Table!.Path);

    [Fact]
    public void Read_BrokenTable_TellsEveryRow()
    {
        var problems = ProblemsOf(
            "a,b,acc1,acc2,early,ms,mj\n9,x,50,52,30,1,9\n2,x,600,58,35,2,8\n1,y,a,71,20,3,7\n1,y\n"
        );

        Assert.All(problems, problem => Assert.Equal("table.content", problem.Code));
        Assert.Equal(["Line 2", "Line 5", "Line 3", "Line 4"], problems.Select(problem => problem.Message[..6]));
    }

    [Theory]
    [InlineData("a,b,acc1,early,ms,mj\n1,x,50,30,1,9\n", "/trainer/accuracy", "'acc2'")]
    [InlineData("a,c,acc1,acc2,early,ms,mj\n1,x,50,50,30,1,9\n", "/trainer/table", "'b'")]
    [InlineData("a,b,acc1,acc2,early,ms,mj\n", "/trainer/table", "no row")]
    [InlineData(Good + "1,y,70,71,20,3.5,7\n", "/trainer/table", "Line 5")]
    public void Read_WrongTable_IsToldAtItsKey(string csv, string pointer, string said)
    {
        var problem = Assert.Single(ProblemsOf(csv));

        Assert.Equal(("table.content", pointer), (problem.Code, problem.Pointer));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingTable_IsToldWithoutATrace()
    {
        var problem = Assert.Single(ProblemsOf(Good, table: "none.csv"));

        Assert.Equal(("table.content", "/trainer/table"), (problem.Code, problem.Pointer));
        Assert.Contains("does not exist", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeysOfATableWithoutOne_AreRefused()
    {
        var text = SpecText.With(("trainer", """{ "epochs": 2, «"latency": "ms" }"""));

        SpecText.AssertOne(text, "table.key", "/trainer/latency");
    }

    [Theory]
    [InlineData("""[{ "metric": "speed", "max": 1 }]""", "metric.unknown")]
    [InlineData("""[{ "metric": "energyMj" }]""", "spec.required")]
    [InlineData("""[{ "metric": "energyMj", "min": 2, "max": 1 }]""", "spec.range")]
    public void Read_BadLimit_IsTold(string limits, string code) =>
        Assert.Equal(code, Assert.Single(ProblemsOf(Good, limits: limits)).Code);

    [Fact]
    public void Read_MnasnetWithoutTarget_IsTold() =>
        SpecText.AssertOne(SpecText.With(("ranking", """«{ "by": "mnasnet" }""")), "spec.required", "/ranking/target");

    [Fact]
    public void Read_CharacterOfAColumn_IsADimension()
    {
        var spec = Read("arch,acc1\n01,10\n10,20\n", trainer: "\"accuracy\": \"acc1\"", dimensions: Digits, budget: 2);

        Assert.Equal(0.2, TableCache.Of(spec)!.Measure(spec.Space.At([0.9, 0.1]), 1, 0)!.Accuracy, 6);
    }

    [Fact]
    public void Propose_LimitOnACost_IsKept()
    {
        var spec = Read(Good, limits: """[{ "metric": "energyMj", "max": 8 }]""");
        var experiment = Build.Experiment(spec.Space, "random", 2) with { Spec = spec };
        var candidates = new FakeCluster(
            experiment,
            2,
            candidate => TableCache.Of(spec)!.Measure(candidate.Configuration, candidate.Epochs, spec.Seed)
        ).Run();

        Assert.Equal(2, candidates.Length);
        Assert.All(candidates, candidate => Assert.InRange(candidate.Metrics!.Costs!.Number("energyMj"), 7, 8));
    }

    private const string Digits = """
        { "name": "arch.0", "type": "categorical", "choices": ["0", "1"] },
        { "name": "arch.1", "type": "categorical", "choices": ["0", "1"] }
        """;

    private const string Dimensions = """
        { "name": "a", "type": "integer", "min": 1, "max": 2 },
        { "name": "b", "part": "recipe", "type": "categorical", "choices": ["x", "y"] }
        """;

    private const string Columns = """
        "accuracy": ["acc1", "acc2"], "latency": "ms", "costs": { "energyMj": "mj" },
        "fidelities": [{ "epochs": 2, "accuracy": "early" }]
        """;

    private ExperimentSpec Read(
        string csv,
        string name = "t.csv",
        string? table = null,
        string? limits = null,
        string trainer = Columns,
        string dimensions = Dimensions,
        int budget = 2
    )
    {
        using (var stream = File.Create(Path.Combine(_folder.FullName, name)))
        using (Stream target = name.EndsWith(".gz") ? new GZipStream(stream, CompressionMode.Compress) : stream)
        {
            target.Write(Encoding.UTF8.GetBytes(csv));
        }

        var file = Path.Combine(_folder.FullName, "e.json");
        File.WriteAllText(
            file,
            SpecText.With(
                ("data", null),
                ("space", $$"""{ "dimensions": [{{dimensions}}] }"""),
                ("trainer", $$"""{ "table": "{{table ?? name}}", "accuracyScale": 0.01, {{trainer}} }"""),
                ("budget", $$"""{ "candidates": {{budget}} }"""),
                ("constraints", limits is null ? null : $$"""{ "limits": {{limits}} }""")
            )
        );
        return ExperimentSpecReader.ReadFile(file);
    }

    private ImmutableArray<Problem> ProblemsOf(string csv, string? table = null, string? limits = null) =>
        Assert.Throws<InvalidSpecException>(() => Read(csv, table: table, limits: limits)).Problems;
}
