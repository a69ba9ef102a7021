using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>reliability.md §6, rows 24 to 36: the space and the recipe in it.</summary>
public sealed class SpaceTests
{
    private const string Good = """{ "name": "a", "type": "integer", "min": 1, "max": 9 }""";

    [Theory]
    [InlineData("""{ "name": "x", "type": "categorical", "choices": «[] }""", "space.empty", "choices")]
    [InlineData("""{ "name": "x", "type": "integer", "min": «5, "max": 1 }""", "space.range", "min")]
    [InlineData("""{ "name": "x", "type": "real", "min": «0.5, "max": 0.1 }""", "space.range", "min")]
    [InlineData("""{ "name": "x", "type": "integer", "min": «-2000000000, "max": 1 }""", "space.range", "min")]
    [InlineData("""{ "name": "x", "type": "real", "min": 0, "max": «1e300 }""", "space.range", "max")]
    [InlineData("""{ "name": "x", "type": "real", "min": «0, "max": 1, "log": true }""", "space.log", "min")]
    [InlineData("""{ "name": "x", "type": "real", "min": «0, "max": 0, "log": true }""", "space.log", "min")]
    [InlineData("""{ "name": "x", "type": "real", "min": «-1, "max": 1, "log": true }""", "space.log", "min")]
    [InlineData("""{ "name": "x", "type": "integer", "min": 1, "max": 9, "step": «0 }""", "space.step", "step")]
    [InlineData("""{ "name": "x", "type": "integer", "min": 1, "max": 9, "step": «-2 }""", "space.step", "step")]
    [InlineData("""{ "name": "x", "type": "integer", "min": 1, "max": 9, "step": «9 }""", "space.step", "step")]
    [InlineData("""{ "name": "x", "type": "integer", "min": «1.5, "max": 9 }""", "spec.number", "min")]
    [InlineData("""{ "name": "x", "type": "ordinal", "choices": [1, 2, «1.0] }""", "space.duplicate", "choices/2")]
    [InlineData("""{ "name": «"a", "type": "ordinal", "choices": [1] }""", "space.duplicate", "name")]
    [InlineData("""{ "name": "x", "type": "ordinal", "choices": [1, «"2"] }""", "spec.type", "choices/1")]
    [InlineData("""{ "name": "x", "type": "ordinal", "choices": [1, «null] }""", "spec.type", "choices/1")]
    [InlineData("""{ "name": "x", "type": "ordinal", "choices": [«"a;b"] }""", "spec.name", "choices/0")]
    [InlineData("""{ "name": «"x y", "type": "ordinal", "choices": [1] }""", "spec.name", "name")]
    [InlineData("""{ "name": "x", "type": «"integre", "min": 1, "max": 9 }""", "spec.choice", "type")]
    [InlineData("""{ "name": "x", "part": «"recepie", "type": "ordinal", "choices": [1] }""", "spec.choice", "part")]
    [InlineData("""{ "name": "x", "type": "integer", "min": 1, "max": 9, «"log": true }""", "spec.unknown-key", "log")]
    [InlineData("""«{ "name": "x", "type": "integer", "min": 1 }""", "spec.required", "max")]
    [InlineData("""«{ "name": "x", "min": 1, "max": 9 }""", "spec.required", "type")]
    public void Read_BadDimension_IsReported(string dimension, string code, string key)
    {
        SpecText.AssertOne(SpecText.WithForeign($"{Good},\n{dimension}"), code, $"/space/dimensions/1/{key}");
    }

    [Theory]
    [InlineData("""{ "name": "x", "type": "integer", "min": 4, "max": 4, "step": 8 }""")]
    [InlineData("""{ "name": "x", "type": "real", "min": 0.5, "max": 0.5 }""")]
    [InlineData("""{ "name": "x", "type": "real", "min": 0.5, "max": 0.5, "log": true }""")]
    [InlineData("""{ "name": "x", "type": "categorical", "choices": [true] }""")]
    public void Read_DimensionOfOneValue_IsFine(string dimension)
    {
        var space = SpecText.Read(SpecText.WithForeign(dimension)).Space;

        Assert.Equal(space.Dimensions[0].At(0), space.Dimensions[0].At(0.99));
    }

    [Theory]
    [InlineData("""{ "dimension": «"b", "in": [1] }""", "dimension")]
    [InlineData("""{ "dimension": «"later", "in": [1] }""", "dimension")]
    [InlineData("""{ "dimension": «"x", "in": [1] }""", "dimension")]
    [InlineData("""{ "dimension": "a", "in": [3, «10] }""", "in/1")]
    [InlineData("""{ "dimension": "a", "in": [«"3"] }""", "in/0")]
    [InlineData("""{ "dimension": "a", "in": «[] }""", "in")]
    [InlineData("""{ "dimension": «"r", "in": [0.5] }""", "dimension")]
    [InlineData("""{ "dimension": «"wide", "in": [5] }""", "dimension")]
    public void Read_ConditionThatCannotHold_IsReported(string condition, string key)
    {
        var text = SpecText.WithForeign(
            $$"""
            {{Good}}, { "name": "r", "type": "real", "min": 0, "max": 1 },
            { "name": "wide", "type": "integer", "min": 1, "max": 1000000000 },
            { "name": "x", "type": "ordinal", "choices": [1], "when": {{condition}} },
            { "name": "later", "type": "ordinal", "choices": [1] }
            """
        );

        SpecText.AssertOne(text, "space.condition", $"/space/dimensions/3/when/{key}");
    }

    [Fact]
    public void Read_NoDimensions_IsReported()
    {
        var problem = Assert.Single(SpecText.ProblemsOf(SpecText.WithForeign("")));

        Assert.Equal(("space.empty", "/space/dimensions"), (problem.Code, problem.Pointer));
    }

    [Fact]
    public void Read_TooManyDimensionsOrChoices_AreReported()
    {
        var many = string.Join(
            ',',
            Enumerable.Range(0, 501).Select(i => $$"""{ "name": "d{{i}}", "type": "ordinal", "choices": [1] }""")
        );
        var wide =
            $$"""{ "name": "x", "type": "ordinal", "choices": [{{string.Join(',', Enumerable.Range(0, 1001))}}] }""";

        Assert.Equal("space.too-large", Assert.Single(SpecText.ProblemsOf(SpecText.WithForeign(many))).Code);
        Assert.Equal("space.too-large", Assert.Single(SpecText.ProblemsOf(SpecText.WithForeign(wide))).Code);
    }

    [Fact]
    public void Read_OwnSpace_HasItsDimensions()
    {
        var space = SpecText
            .Read(
                SpecText.WithForeign(
                    """
                    { "name": "opt", "part": "recipe", "type": "categorical", "choices": ["sgd", "adam"] },
                    { "name": "rate", "part": "recipe", "type": "real", "min": 1e-4, "max": 1, "log": true,
                      "when": { "dimension": "opt", "in": ["sgd"] } },
                    { "name": "width", "type": "integer", "min": 8, "max": 24, "step": 4 }
                    """
                )
            )
            .Space;

        Assert.Equal(("custom", null), (space.Name, space.Decoder));
        var rate = Assert.IsType<RealDimension>(space.Dimensions[1]);
        Assert.Equal((1e-4, 1, true, SpacePart.Recipe), (rate.Min, rate.Max, rate.Log, rate.Part));
        Assert.Equal("opt", rate.When!.Dimension);
        var width = Assert.IsType<IntegerDimension>(space.Dimensions[2]);
        Assert.Equal((8, 24, 4, SpacePart.Architecture), (width.Min, width.Max, width.Step, width.Part));
    }

    [Theory]
    [InlineData("«\"fbnet-v3-smal\"", "/space")]
    [InlineData("""{ "base": «"fbnet-v3-smal" }""", "/space/base")]
    public void Read_UnknownSpace_NamesTheNearest(string space, string pointer)
    {
        var problem = SpecText.AssertOne(SpecText.With(("space", space)), "space.unknown", pointer);

        Assert.Contains("did you mean 'fbnet-v3-small'?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownDecoder_IsReported()
    {
        var text = SpecText.With(("space", $$"""{ "decoder": «"staged", "dimensions": [{{Good}}] }"""));

        SpecText.AssertOne(text, "space.decoder", "/space/decoder");
    }

    [Fact]
    public void Read_SpaceTheDecoderCannotRead_ListsWhatIsMissing()
    {
        var problems = SpecText.ProblemsOf(
            SpecText.With(("space", SpecText.OwnSpace(Good)), ("budget", """{ "candidates": 2 }"""))
        );

        Assert.All(problems, problem => Assert.Equal(("space.decoder", "/space"), (problem.Code, problem.Pointer)));
        Assert.Contains(problems, problem => problem.Message.Contains("'stem.width'", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_BuiltInTrainerWithoutDecoder_IsReported()
    {
        var text = SpecText.With(
            ("space", $$"""«{ "dimensions": [{{Good}}] }"""),
            ("budget", """{ "candidates": 2 }""")
        );

        SpecText.AssertOne(text, "space.decoder", "/space");
    }

    [Theory]
    [InlineData("maxMacs")]
    [InlineData("maxParams")]
    public void Read_CostLimitWithoutDecoder_IsReported(string key)
    {
        var text = SpecText.WithForeign(Good, ("constraints", $$"""{ "{{key}}": «1000 }"""));

        SpecText.AssertOne(text, "constraints.uncomputable", $"/constraints/{key}");
    }

    [Fact]
    public void Read_LatencyLimitWithoutDecoder_IsFine()
    {
        var spec = SpecText.Read(SpecText.WithForeign(Good, ("constraints", """{ "maxLatencyMs": 5 }""")));

        Assert.Equal(5, spec.Constraints.MaxLatencyMs);
    }

    [Fact]
    public void Read_MoreCandidatesThanPoints_NamesBoth()
    {
        var text = SpecText.WithForeign(Good, ("budget", """{ "candidates": «10 }"""));

        var problem = SpecText.AssertOne(text, "budget.space", "/budget/candidates");

        Assert.Contains("10", problem.Message, StringComparison.Ordinal);
        Assert.Contains("9 points", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ConditionalPoints_AreCountedOnce()
    {
        const string Dimensions = """
            { "name": "a", "type": "ordinal", "choices": [1, 2] },
            { "name": "b", "type": "ordinal", "choices": [1, 2, 3], "when": { "dimension": "a", "in": [2] } }
            """;

        var four = SpecText.Read(SpecText.WithForeign(Dimensions, ("budget", """{ "candidates": 4 }""")));
        var problems = SpecText.ProblemsOf(SpecText.WithForeign(Dimensions, ("budget", """{ "candidates": 5 }""")));

        Assert.Equal(4, four.Budget.Candidates);
        Assert.Equal("budget.space", Assert.Single(problems).Code);
    }

    [Fact]
    public void Read_LongChainOfConditions_IsCountedAtOnce()
    {
        var chain = Enumerable
            .Range(1, 200)
            .Select(i =>
                $$"""{ "name": "d{{i}}", "type": "ordinal", "choices": [1, 2], "when": { "dimension": "d{{i - 1}}", "in": [1, 2] } }"""
            )
            .Prepend("""{ "name": "d0", "type": "ordinal", "choices": [1, 2] }""");

        Assert.Equal(201, SpecText.Read(SpecText.WithForeign(string.Join(',', chain))).Space.Dimensions.Length);
    }

    [Fact]
    public void Read_ContinuousSpace_HasPointsEnough()
    {
        const string Real = """{ "name": "r", "type": "real", "min": 0, "max": 1 }""";

        Assert.Equal(
            100,
            SpecText.Read(SpecText.WithForeign(Real, ("budget", """{ "candidates": 100 }"""))).Budget.Candidates
        );
    }

    [Fact]
    public void Read_Fix_NarrowsAndKeepsTheKind()
    {
        var space = SpecText
            .Read(
                SpecText.With(
                    (
                        "space",
                        """{ "base": "fbnet-v3-small", "fix": { "resolution": 28, "optimizer": "adamw", "stem.width": 12, "warmup": 0.1, "ema": false } }"""
                    )
                )
            )
            .Space;

        Assert.Equal([(ParameterValue)28], Assert.IsType<OrdinalDimension>(Find(space, "resolution")).Choices);
        Assert.Equal([(ParameterValue)false], Assert.IsType<CategoricalDimension>(Find(space, "ema")).Choices);
        var stem = Assert.IsType<IntegerDimension>(Find(space, "stem.width"));
        Assert.Equal((12, 12), (stem.Min, stem.Max));
        var warmup = Assert.IsType<RealDimension>(Find(space, "warmup"));
        Assert.Equal((0.1, 0.1), (warmup.Min, warmup.Max));
    }

    [Fact]
    public void Read_FixedParent_KeepsOnlyWhatCanBeActive()
    {
        var space = SpecText
            .Read(SpecText.With(("space", """{ "base": "fbnet-v3-small", "fix": { "optimizer": "adamw" } }""")))
            .Space;

        Assert.Equal([(ParameterValue)"adamw"], Find(space, "learningRate")!.When!.In);
        Assert.Null(Find(space, "sgdLearningRate"));
    }

    [Theory]
    [InlineData("""{ "resolution": «29 }""", "space.fix", "resolution")]
    [InlineData("""{ "resolution": «"28" }""", "space.fix", "resolution")]
    [InlineData("""{ «"resolutoin": 28 }""", "space.fix", "resolutoin")]
    [InlineData("""{ "resolution": «[28] }""", "spec.type", "resolution")]
    public void Read_BadFix_IsReported(string fix, string code, string key)
    {
        var text = SpecText.With(("space", $$"""{ "base": "fbnet-v3-small", "fix": {{fix}} }"""));

        SpecText.AssertOne(text, code, $"/space/fix/{key}");
    }

    [Fact]
    public void Read_FixedBlockOfMixed_LeavesOutWhatItDoesNotRead()
    {
        const string Space =
            """{ "base": "mixed-small", "fix": { "stage1.block": "esp", "stage2.block": "mbconv" } }""";

        var space = SpecText.Read(SpecText.With(("space", Space))).Space;

        Assert.Null(Find(space, "stage1.kernel"));
        Assert.Null(Find(space, "stage1.se"));
        Assert.NotNull(Find(space, "stage2.kernel"));
        Assert.Null(Find(space, "stage2.activation"));
    }

    [Fact]
    public void Read_FixedAndGiven_IsReported()
    {
        const string Space = """
            { "base": "fbnet-v3-small", "fix": { «"resolution": 28 },
              "dimensions": [{ "name": "resolution", "type": "ordinal", "choices": [28] }] }
            """;

        SpecText.AssertOne(SpecText.With(("space", Space)), "space.duplicate", "/space/fix/resolution");
    }

    [Fact]
    public void Read_DimensionOfTheBase_IsReplacedInPlaceAndKeepsItsPart()
    {
        const string Space = """
            { "base": "fbnet-v3-small", "name": "mine", "dimensions": [
              { "name": "batchSize", "type": "ordinal", "choices": [16, 32] },
              { "name": "momentum", "part": "recipe", "type": "real", "min": 0.8, "max": 0.95 }] }
            """;
        var origin = SpaceCatalog.Find("fbnet-v3-small")!;

        var space = SpecText.Read(SpecText.With(("space", Space))).Space;

        Assert.Equal("mine", space.Name);
        Assert.Equal(
            [.. origin.Dimensions.Select(dimension => dimension.Name), "momentum"],
            space.Dimensions.Select(dimension => dimension.Name)
        );
        Assert.Equal((2, SpacePart.Recipe), (Find(space, "batchSize")!.Cardinality, Find(space, "batchSize")!.Part));
    }

    [Theory]
    [InlineData("""{ "name": "learningRate", "type": "real", "min": «0, "max": 1 }""", "train.range", "min")]
    [InlineData("""{ "name": "learningRate", "type": "ordinal", "choices": [0.1, «-1] }""", "train.range", "choices/1")]
    [InlineData("""{ "name": "sgdLearningRate", "type": "real", "min": 0.1, "max": «1e6 }""", "train.range", "max")]
    [InlineData("""{ "name": "batchSize", "type": "integer", "min": «0, "max": 64 }""", "train.range", "min")]
    [InlineData("""{ "name": "batchSize", "type": "ordinal", "choices": [32, «8192] }""", "train.range", "choices/1")]
    [InlineData("""{ "name": "batchSize", "type": "ordinal", "choices": [32, «512] }""", "train.range", "choices/1")]
    [InlineData("""{ "name": "dropout", "type": "real", "min": 0, "max": «1 }""", "train.range", "max")]
    [InlineData("""{ "name": "warmup", "type": "ordinal", "choices": [«1] }""", "train.range", "choices/0")]
    [InlineData("""{ "name": "mixup", "type": "real", "min": 0, "max": «11 }""", "train.range", "max")]
    [InlineData("""{ "name": "ema", "type": "ordinal", "choices": [«0, 1] }""", "train.range", "choices/0")]
    [InlineData(
        """{ "name": "schedule", "type": "categorical", "choices": ["step", «"cosin"] }""",
        "train.unknown",
        "choices/1"
    )]
    [InlineData(
        """{ "name": «"learningrate", "part": "recipe", "type": "real", "min": 0.1, "max": 1 }""",
        "train.unknown",
        "name"
    )]
    public void Read_RecipeThatCannotBeTrained_IsReported(string dimension, string code, string key)
    {
        var text = SpecText.With(
            ("space", $$"""{ "base": "fbnet-v3-small", "dimensions": [{{dimension}}] }"""),
            ("data", """{ "dataset": "a", "trainLimit": 500 }""")
        );

        SpecText.AssertOne(text, code, $"/space/dimensions/0/{key}");
    }

    [Fact]
    public void Read_UnknownOptimizer_NamesTheNearest()
    {
        const string Space = """
            { "base": "fbnet-v3-small", "dimensions": [
              { "name": "optimizer", "type": "categorical", "choices": ["sgd", «"AdamW", "adam"] }] }
            """;

        var problem = SpecText.AssertOne(
            SpecText.With(("space", Space)),
            "train.unknown",
            "/space/dimensions/0/choices/1"
        );

        Assert.Contains("did you mean 'adamw'?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BatchOfTheBaseAboveTheTrainingImages_IsReported()
    {
        var text = SpecText.With(
            ("space", "«\"fbnet-v3-small\""),
            ("data", """{ "dataset": "a", "trainLimit": 100 }""")
        );

        SpecText.AssertOne(text, "train.range", "/space");
    }

    [Fact]
    public void Read_RecipeNameAmongTheArchitecture_IsReported()
    {
        const string Space = """
            { "base": "fbnet-v3-small", "dimensions": [
              «{ "name": "momentum", "type": "real", "min": 0.8, "max": 0.95 }] }
            """;

        SpecText.AssertOne(SpecText.With(("space", Space)), "train.unknown", "/space/dimensions/0");
    }

    [Fact]
    public void Read_ForeignTrainer_HasRecipesOfItsOwn()
    {
        const string Rate = """{ "name": "lr", "part": "recipe", "type": "real", "min": 0, "max": 1e6 }""";

        Assert.Single(SpecText.Read(SpecText.WithForeign(Rate)).Space.Dimensions);
    }

    [Fact]
    public void Read_SeveralBadDimensions_AllAreReported()
    {
        var problems = SpecText.ProblemsOf(
            SpecText.WithForeign(
                """
                { "name": "a", "type": "ordinal", "choices": [] },
                { "name": "b", "type": "integer", "min": 3, "max": 1 },
                { "name": "c", "type": "ordinal", "choices": [1], "when": { "dimension": "a", "in": [1] } },
                7
                """
            )
        );

        Assert.Equal(["space.empty", "space.range", "spec.type"], problems.Select(problem => problem.Code));
    }

    private static Dimension? Find(SearchSpace space, string name) =>
        space.Dimensions.FirstOrDefault(dimension => dimension.Name == name);
}
