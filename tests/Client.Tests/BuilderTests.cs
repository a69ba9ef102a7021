using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Client.Tests;

public sealed class BuilderTests
{
    private static SearchSpaceBuilder Hill() =>
        SearchSpaceBuilder
            .Create("hill")
            .Integer("width", 8, 128, step: 8)
            .Choice("shape", "round", "square")
            .Ordinal("size", 1, 2, 4)
            .When("shape", "round")
            .Choice("deep", SpacePart.Recipe, true, false)
            .Real("rate", 1e-4, 1e-1, log: true, part: SpacePart.Recipe);

    [Fact]
    public void Space_EveryKindOfDimension_IsBuiltAsWritten()
    {
        var space = Hill().Build();

        Assert.Equal(["width", "shape", "size", "deep", "rate"], space.Dimensions.Select(dimension => dimension.Name));
        Assert.Equal(8, Assert.IsType<IntegerDimension>(space.Dimensions[0]).Step);
        Assert.Equal("shape", space.Dimensions[2].When!.Dimension);
        Assert.Equal(SpacePart.Recipe, space.Dimensions[3].Part);
        Assert.True(Assert.IsType<RealDimension>(space.Dimensions[4]).Log);
    }

    [Fact]
    public void Space_SeveralMistakes_AreToldAtOnce()
    {
        var wrong = Assert.Throws<InvalidSpecException>(() =>
            SearchSpaceBuilder.Create().Integer("a", 5, 1).Real("b", 0, 1, log: true).Choice("a", 1).Build()
        );

        Assert.Equal(3, wrong.Problems.Length);
        Assert.All(
            wrong.Problems,
            problem => Assert.StartsWith("/space/dimensions/", problem.Pointer, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Space_Derived_KeepsWhatIsFixed()
    {
        var space = SearchSpaceBuilder.From("fbnet-v3-small").Fix("resolution", 20).Fix("optimizer", "adamw").Build();

        Assert.Equal(1, space.Dimensions.Single(dimension => dimension.Name == "resolution").Cardinality);
    }

    [Fact]
    public void Experiment_BuiltAndWritten_AreTheSame()
    {
        var builder = ExperimentBuilder
            .Create("all")
            .Seed(9)
            .Dataset("fashion-mnist-sample", trainLimit: 500)
            .Space("fbnet-v3-small")
            .Epochs(4)
            .AtMost(macs: 1_000_000, latencyMs: 2.5)
            .Limit("peakMemoryBytes", max: 1e6)
            .Strategy(Strategies.RegularizedEvolution(population: 20, sample: 5, order: ResultOrder.Free))
            .Budget(50, minutes: 10, maxFailed: 3)
            .Final(2, epochs: 9)
            .StopEarly(EarlyStopRule.Halving)
            .Maximize("accuracy")
            .Minimize("macs")
            .RankBy("accuracy")
            .With("policy/leaseSeconds", 30);

        var spec = builder.Build();

        Assert.Equal(ExperimentSpecReader.Read(System.Text.Encoding.UTF8.GetBytes(builder.ToJson())).Name, spec.Name);
        Assert.Equal(
            (9UL, 4, 1_000_000L, 2.5),
            (spec.Seed, spec.Trainer.Epochs, spec.Constraints.MaxMacs, spec.Constraints.MaxLatencyMs)
        );
        Assert.Equal(5, spec.Strategy.Options.Number("sample"));
        Assert.Equal("free", spec.Strategy.Options.Text("order"));
        Assert.Equal((50, 10.0, 3), (spec.Budget.Candidates, spec.Budget.Minutes, spec.Budget.MaxFailed));
        Assert.Equal(["accuracy", "macs"], spec.Ranking.Objectives.Select(objective => objective.Metric));
        Assert.Equal(30, spec.Policy.LeaseSeconds);
        Assert.Equal(EarlyStopRule.Halving, spec.EarlyStop!.Rule);
    }

    [Fact]
    public void Experiment_NothingGiven_NamesWhatIsMissing()
    {
        var wrong = Assert.Throws<InvalidSpecException>(() => ExperimentBuilder.Create("empty").Build());

        Assert.Contains("'space'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("'budget'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strategies_EveryOneOfTheCatalogue_HasAMethodWhoseOptionsItKnows()
    {
        var made = typeof(Strategies)
            .GetMethods()
            .Where(method => method.ReturnType == typeof(StrategySpec) && method.Name != nameof(Strategies.Of))
            .Select(method => (StrategySpec)method.Invoke(null, [.. method.GetParameters().Select(Any)])!)
            .ToList();

        Assert.Equal(StrategyCatalog.Names, made.Select(strategy => strategy.Name).Order());
        Assert.All(
            made,
            strategy =>
                Assert.Empty(
                    strategy
                        .Options.Values.Select(option => option.Key)
                        .Except(StrategyCatalog.Get(strategy.Name).Options.Select(option => option.Name))
                )
        );

        static object Any(System.Reflection.ParameterInfo parameter) =>
            parameter.ParameterType == typeof(int?) ? 1
            : parameter.ParameterType == typeof(ResultOrder?) ? ResultOrder.Free
            : 0.5;
    }
}
