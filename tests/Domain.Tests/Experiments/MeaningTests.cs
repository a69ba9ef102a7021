using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>reliability.md §6, rows 26 and 34 to 42: values outside of the space.</summary>
public sealed class MeaningTests
{
    [Theory]
    [InlineData("«1000000000", "budget.cap")]
    [InlineData("«100001", "budget.cap")]
    [InlineData("«0", "spec.range")]
    [InlineData("«-1", "spec.range")]
    public void Read_BadCandidates_IsReported(string candidates, string code)
    {
        var text = SpecText.With(("budget", $$"""{ "candidates": {{candidates}} }"""));

        SpecText.AssertOne(text, code, "/budget/candidates");
    }

    [Theory]
    [InlineData("data", """{ "dataset": "a", "validationSize": «9 }""", "spec.range", "/data/validationSize")]
    [InlineData("data", """{ "dataset": "a", "testLimit": «0 }""", "spec.range", "/data/testLimit")]
    [InlineData("data", """{ "dataset": "a", "crop": «17 }""", "spec.range", "/data/crop")]
    [InlineData("data", """{ "dataset": «"../a" }""", "spec.name", "/data/dataset")]
    [InlineData("trainer", """{ "epochs": «0 }""", "train.range", "/trainer/epochs")]
    [InlineData("trainer", """{ "epochs": «1000000000 }""", "train.range", "/trainer/epochs")]
    [InlineData("trainer", """{ "epochTimeoutSeconds": «0.5 }""", "spec.range", "/trainer/epochTimeoutSeconds")]
    [InlineData("trainer", """{ "precision": «"fp16" }""", "spec.choice", "/trainer/precision")]
    [InlineData("trainer", """{ "precision": «16 }""", "spec.type", "/trainer/precision")]
    [InlineData("trainer", """{ "command": «[] }""", "spec.range", "/trainer/command")]
    [InlineData("trainer", """{ "command": [«""] }""", "spec.range", "/trainer/command/0")]
    [InlineData("trainer", """{ "command": [«"a\u0000b"] }""", "spec.range", "/trainer/command/0")]
    [InlineData("constraints", """{ "maxMacs": «0 }""", "spec.range", "/constraints/maxMacs")]
    [InlineData("constraints", """{ "maxParams": «-5 }""", "spec.range", "/constraints/maxParams")]
    [InlineData("constraints", """{ "maxLatencyMs": «0 }""", "spec.range", "/constraints/maxLatencyMs")]
    [InlineData("budget", """{ "candidates": 1, "minutes": «0 }""", "spec.range", "/budget/minutes")]
    [InlineData("budget", """{ "candidates": 1, "minutes": «525601 }""", "spec.range", "/budget/minutes")]
    [InlineData("budget", """{ "candidates": 1, "maxFailed": «-1 }""", "spec.range", "/budget/maxFailed")]
    [InlineData("final", """{ "top": «0, "epochs": 6 }""", "spec.range", "/final/top")]
    [InlineData("final", """{ "top": «25, "epochs": 6 }""", "spec.range", "/final/top")]
    [InlineData("final", """{ "top": 3, "epochs": «0 }""", "train.range", "/final/epochs")]
    [InlineData("final", """{ "top": 3, "epochs": «2 }""", "train.range", "/final/epochs")]
    [InlineData("ranking", "«\"acuracy\"", "ranking.unknown", "/ranking")]
    [InlineData("ranking", """{ "by": «"speed" }""", "ranking.unknown", "/ranking/by")]
    [InlineData("ranking", """{ "w": «0.1 }""", "spec.range", "/ranking/w")]
    [InlineData("ranking", """{ "v": «-5.1 }""", "spec.range", "/ranking/v")]
    [InlineData("policy", """{ "crashes": «-1 }""", "policy.crashes", "/policy/crashes")]
    [InlineData("policy", """{ "crashes": «1e6 }""", "policy.crashes", "/policy/crashes")]
    [InlineData("policy", """{ "leaseSeconds": «0 }""", "policy.lease", "/policy/leaseSeconds")]
    [InlineData("policy", """{ "leaseSeconds": «3601 }""", "policy.lease", "/policy/leaseSeconds")]
    [InlineData("seed", "«-1", "spec.range", "/seed")]
    [InlineData("seed", "«18446744073709551616", "spec.range", "/seed")]
    [InlineData("seed", "«9007199254740993", "spec.range", "/seed")]
    public void Read_BadValue_IsReportedAtItsPlace(string key, string value, string code, string pointer)
    {
        SpecText.AssertOne(SpecText.With((key, value)), code, pointer);
    }

    [Theory]
    [InlineData("{ }", null)]
    [InlineData("""{ "precision": "fp32" }""", TrainingPrecision.Fp32)]
    [InlineData("""{ "precision": "bf16" }""", TrainingPrecision.Bf16)]
    public void Read_Precision_IsThatOfTheFile(string trainer, TrainingPrecision? expected) =>
        Assert.Equal(expected, SpecText.Read(SpecText.With(("trainer", trainer))).Trainer.Precision);

    [Fact]
    public void Read_PrecisionOfAForeignTrainer_IsReported()
    {
        var text = SpecText.With(("trainer", """{ "command": ["a"], «"precision": "bf16" }"""));

        SpecText.AssertOne(text, "train.unknown", "/trainer/precision");
    }

    [Fact]
    public void Read_FinalWithoutEpochs_IsReported()
    {
        SpecText.AssertOne(SpecText.With(("final", """«{ "top": 3 }""")), "spec.required", "/final/epochs");
    }

    [Fact]
    public void Read_SeedMissing_IsDrawnByTheCaller()
    {
        var file = SpecText.Utf8(SpecText.With(("seed", null)));

        var result = ExperimentSpecReader.Inspect(file, () => 42);

        Assert.Equal((42UL, false), (result.Spec.Seed, result.SeedGiven));
    }

    [Fact]
    public void Read_SeedMissing_IsDrawnWithin53Bits()
    {
        var seeds = Enumerable.Range(0, 20).Select(_ => SpecText.Read(SpecText.With(("seed", null))).Seed).ToList();

        Assert.All(seeds, seed => Assert.True(seed <= 1UL << 53));
        Assert.Equal(20, seeds.Distinct().Count());
    }

    [Fact]
    public void Read_LargestSeed_IsKeptExactly()
    {
        Assert.Equal(9007199254740992UL, SpecText.Read(SpecText.With(("seed", "9007199254740992"))).Seed);
    }

    [Theory]
    [InlineData("«\"randon\"", "/strategy")]
    [InlineData("""{ "name": «"randon" }""", "/strategy/name")]
    public void Read_UnknownStrategy_ListsAllAndNamesTheNearest(string strategy, string pointer)
    {
        var problem = SpecText.AssertOne(SpecText.With(("strategy", strategy)), "searcher.unknown", pointer);

        Assert.Contains("did you mean 'random'?", problem.Message, StringComparison.Ordinal);
        Assert.All(StrategyCatalog.Names, name => Assert.Contains(name, problem.Message, StringComparison.Ordinal));
    }

    public static TheoryData<string> Strategies => [.. StrategyCatalog.Names];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Read_StrategyOptions_AreHeldToTheirRanges(string name)
    {
        foreach (var option in StrategyCatalog.Get(name).Options)
        {
            var outside =
                option.IsText ? "\"\""
                : option.Words.IsEmpty ? "1e12"
                : "\"nonsense\"";
            var tooLarge = $$"""{ "name": "{{name}}", "{{option.Name}}": «{{outside}} }""";
            SpecText.AssertOne(SpecText.With(("strategy", tooLarge)), "searcher.range", $"/strategy/{option.Name}");
            var wrong = option.Words.IsEmpty && !option.IsText ? "\"1\"" : "1";
            var text = $$"""{ "name": "{{name}}", "{{option.Name}}": «{{wrong}} }""";
            SpecText.AssertOne(SpecText.With(("strategy", text)), "spec.type", $"/strategy/{option.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Read_UnknownStrategyOption_IsReported(string name)
    {
        var text = SpecText.With(("strategy", $$"""{ "name": "{{name}}", «"populace": 3 }"""));

        var problem = SpecText.AssertOne(text, "searcher.unknown", "/strategy/populace");

        Assert.Contains($"'{name}'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "regularized-evolution", "population": «0 }""", "searcher.range", "/strategy/population")]
    [InlineData("""{ "name": "regularized-evolution", "population": «4.5 }""", "spec.number", "/strategy/population")]
    [InlineData(
        """{ "name": "regularized-evolution", "mutationRate": «1.5 }""",
        "searcher.range",
        "/strategy/mutationRate"
    )]
    [InlineData(
        """«{ "name": "regularized-evolution", "population": 4, "sample": 5 }""",
        "searcher.options",
        "/strategy"
    )]
    public void Read_BadEvolution_IsReported(string strategy, string code, string pointer)
    {
        SpecText.AssertOne(SpecText.With(("strategy", strategy)), code, pointer);
    }

    [Fact]
    public void Read_StrategyThatNeedsOtherDimensions_NamesThem()
    {
        var problems = SpecText.ProblemsOf(SpecText.With(("strategy", "\"compound-scaling\"")));

        Assert.Equal(3, problems.Count(problem => problem.Code == "searcher.options"));
    }

    [Fact]
    public void Read_StrategyOptions_AreTaken()
    {
        var spec = SpecText.Read(
            SpecText.With(
                ("strategy", """{ "name": "regularized-evolution", "population": 1e1, "mutationRate": 0.2 }""")
            )
        );

        Assert.Equal("mutationRate=0.2;population=10", spec.Strategy.Options.Canonical);
    }

    [Fact]
    public void Read_MistypedStrategyOption_NamesTheNearest()
    {
        var text = SpecText.With(("strategy", """{ "name": "regularized-evolution", «"popluation": 10 }"""));

        var problem = SpecText.AssertOne(text, "searcher.unknown", "/strategy/popluation");

        Assert.Contains("did you mean 'population'?", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Read_StrategyOptionsTogether_AreCheckedByTheStrategy(string name)
    {
        var strategy = StrategyCatalog.Get(name);
        var space = name switch
        {
            "compound-scaling" => "efficientnet-scaling-small",
            "dnas" => "fbnet-v1-small",
            "dmasking" => "fbnet-v2-f-small",
            _ => "fbnet-v3-small",
        };
        var spec = SpecText.Read(
            SpecText.With(
                ("strategy", $"\"{name}\""),
                ("space", $"\"{space}\""),
                ("budget", """{ "candidates": 1000 }""")
            )
        );

        Assert.Equal(name, spec.Strategy.Name);
        Assert.Empty(strategy.Check(spec.Strategy.Options, spec.Budget));
    }

    [Theory]
    [InlineData("""«{ "name": "dnas", "epochs": 5, "warmup": 5 }""", "fbnet-v1-small", "'warmup' is 5")]
    [InlineData("«\"dnas\"", "fbnet-v3-small", "'fbnet-v1-layers'")]
    [InlineData("«\"dmasking\"", "fbnet-v1-small", "'fbnet-v2-layers'")]
    public void Read_BadSupernetSearch_IsReported(string strategy, string space, string named)
    {
        var text = SpecText.With(("strategy", strategy), ("space", $"\"{space}\""));

        var problem = SpecText.AssertOne(text, "searcher.options", "/strategy");

        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EverySection_IsTaken()
    {
        var spec = SpecText.Read(
            SpecText.With(
                (
                    "data",
                    """{ "dataset": "fashion-mnist", "trainLimit": 4000, "validationSize": 1000, "testLimit": 500, "flip": true, "crop": 2 }"""
                ),
                ("trainer", """{ "epochs": 2, "epochTimeoutSeconds": 60 }"""),
                ("constraints", """{ "maxMacs": 4e6, "maxParams": 300000, "maxLatencyMs": 5.5 }"""),
                ("strategy", """{ "name": "random" }"""),
                ("budget", """{ "candidates": 24, "minutes": 20, "maxFailed": 10 }"""),
                ("final", """{ "top": 3, "epochs": 6 }"""),
                ("ranking", """{ "by": "accuracy", "w": -0.1, "v": -0.2 }"""),
                ("policy", """{ "leaseSeconds": 30, "crashes": 5 }""")
            )
        );

        Assert.Equal(("test-1", 7UL), (spec.Name, spec.Seed));
        var data = new DataSpec
        {
            Dataset = "fashion-mnist",
            TrainLimit = 4000,
            ValidationSize = 1000,
            TestLimit = 500,
            Flip = true,
            Crop = 2,
        };
        Assert.Equal(data, spec.Data);
        Assert.Equal("fbnet-v3-small", spec.Space.Name);
        Assert.Equal((2, 60d), (spec.Trainer.Epochs, spec.Trainer.EpochTimeoutSeconds));
        var constraints = new ConstraintSpec
        {
            MaxMacs = 4_000_000,
            MaxParams = 300_000,
            MaxLatencyMs = 5.5,
        };
        Assert.Equal(constraints, spec.Constraints);
        var budget = new BudgetSpec
        {
            Candidates = 24,
            Minutes = 20,
            MaxFailed = 10,
        };
        Assert.Equal(budget, spec.Budget);
        Assert.Equal(new FinalSpec(3, 6), spec.Final);
        var ranking = new RankingSpec
        {
            By = RankBy.Accuracy,
            W = -0.1,
            V = -0.2,
        };
        Assert.Equal(ranking, spec.Ranking);
        Assert.Equal(new PolicySpec { LeaseSeconds = 30, Crashes = 5 }, spec.Policy);
    }

    [Fact]
    public void Read_OptionalSectionsMissing_HaveTheirDefaults()
    {
        var spec = SpecText.Read(SpecText.With());

        Assert.Equal(
            (3, 1800d, true),
            (spec.Trainer.Epochs, spec.Trainer.EpochTimeoutSeconds, spec.Trainer.Command.IsEmpty)
        );
        Assert.Equal(new ConstraintSpec(), spec.Constraints);
        Assert.Null(spec.Final);
        Assert.Equal(new RankingSpec(), spec.Ranking);
        Assert.Equal(new PolicySpec(), spec.Policy);
        Assert.Equal((0, "random"), (spec.Strategy.Options.Count, spec.Strategy.Name));
    }
}
