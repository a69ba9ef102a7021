using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>Spaces of 20 dimensions, and histories of random candidates with made accuracies.</summary>
internal static class SpeedSpaces
{
    private const int Dimensions = 20;

    /// <summary>20 choices of four.</summary>
    public static SearchSpace Choices { get; } =
        new("choices", Decoder: null, [.. Enumerable.Range(0, Dimensions).Select(Choice)]);

    /// <summary>Five each of choices, listed values, whole and real numbers.</summary>
    public static SearchSpace Mixed { get; } =
        new("mixed", Decoder: null, [.. Enumerable.Range(0, Dimensions).Select(MixedDimension)]);

    public static SearchView View(
        SearchSpace space,
        StrategySpec strategy,
        int told,
        int budget,
        ConstraintSpec? limits = null
    )
    {
        var experiment = Experiment(space, strategy, budget, limits ?? new());
        var source = new SearchView(experiment, CandidateHistory.Empty).NewSource();
        var candidates = Enumerable
            .Range(1, told)
            .Select(number =>
            {
                var random = SeededRandom.Create(1, "told", number);
                return Trained(experiment.Id, number, source.Next(() => space.Sample(random))!, SearchStages.Initial);
            });
        return new(experiment, [.. candidates]);
    }

    public static Experiment Experiment(SearchSpace space, StrategySpec strategy, int budget, ConstraintSpec limits) =>
        new()
        {
            Id = "speed-1",
            Spec = new()
            {
                Name = "speed",
                Seed = 1,
                Data = new() { Dataset = "none" },
                Space = space,
                Strategy = strategy,
                Budget = new() { Candidates = budget },
                Constraints = limits,
                Ranking = new() { By = RankBy.Accuracy },
            },
            Dataset = new()
            {
                Name = "none",
                Folder = "",
                Channels = 1,
                Resolution = 28,
                Classes = 10,
                TrainCount = 1,
                TestCount = 1,
                ContentHash = "",
            },
        };

    public static Candidate Trained(string experiment, int number, Configuration configuration, string stage) =>
        new()
        {
            Id = new(experiment, number),
            Stage = stage,
            Configuration = configuration,
            Epochs = 3,
            State = CandidateState.Completed,
            Metrics = new() { Accuracy = Made(configuration), Loss = 1 },
        };

    // Every value adds a little of its own, drawn from its name.
    private static double Made(Configuration configuration) =>
        configuration
            .Architecture.Values.Concat(configuration.Recipe.Values)
            .Average(pair =>
                pair.Value.Kind == ParameterKind.Number
                    ? 0.5 + 0.5 * Math.Sin(pair.Value.AsNumber() + pair.Key.Length)
                    : SeededRandom.Create(1, pair.Key + pair.Value).NextDouble()
            );

    private static Dimension Choice(int index) =>
        new CategoricalDimension { Name = $"op{index}", Choices = ["skip", "k3", "k5", "k7"] };

    private static Dimension MixedDimension(int index) =>
        (index % 4) switch
        {
            0 => Choice(index),
            1 => new OrdinalDimension { Name = $"listed{index}", Choices = [16, 32, 64, 128, 256] },
            2 => new IntegerDimension
            {
                Name = $"whole{index}",
                Min = 1,
                Max = 32,
            },
            _ => new RealDimension
            {
                Name = $"real{index}",
                Part = SpacePart.Recipe,
                Min = 1e-3,
                Max = 10,
                Log = true,
            },
        };
}
