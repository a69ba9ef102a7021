using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// EfficientNetV2's training-aware search (Tan and Le 2021, §3.3): random networks are trained briefly, and the best by
/// A·S^w·P^v, with the training step time S measured on the device, are trained in full.
/// Sampled networks are trained on smaller images, those in full with progressive learning (§4).
/// </summary>
/// <remarks>
/// What is trained in full is chosen by the experiment's ranking, whose default is that reward. S is measured, so two
/// runs may choose differently among networks of nearly the same reward; what is sampled does not depend on it.
/// </remarks>
public sealed class TrainingAware : ISearchStrategy
{
    private const string Reduced = "reduced";
    private const string Progressive = "progressive";
    private const string TrainResolution = "trainResolution";
    private const string Off = "off";

    public string Name => "training-aware";

    public ImmutableArray<StrategyOption> Options { get; } =
    [
        new(Reduced, Default: 0.75, Min: 0.1, Max: 1, Whole: false),
        StrategyOption.OfWords(Progressive, ProgressiveKind.Paper),
    ];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view) => AheadOfSlots.Plan(view, SearchStages.Sample);

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var source = view.NewSource();
        var number = view.Candidates.Length;
        return AheadOfSlots.Take(view, step, Next);

        Configuration? Next()
        {
            var random = SeededRandom.Create(view.Spec.Seed, SearchStages.Sample, number++);
            return source.NextSample(() => CutDown(view, view.Space.Sample(random)));
        }
    }

    public RankingSpec FinalRanking(SearchView view) => view.Spec.Ranking;

    public Configuration InFinal(SearchView view, Configuration configuration)
    {
        if (!ChoosesRecipe(view))
        {
            return configuration;
        }

        var whole = Searches(view, TrainResolution)
            ? configuration.Recipe
            : new([.. configuration.Recipe.Values.Where(pair => pair.Key != TrainResolution)]);
        var kind = this.Word(view.Spec.Strategy.Options, Progressive);
        return kind == Off || Searches(view, Progressive)
            ? configuration with
            {
                Recipe = whole,
            }
            : configuration with
            {
                Recipe = whole.With(Progressive, kind),
            };
    }

    private Configuration CutDown(SearchView view, Configuration sample)
    {
        var share = view.Option(this, Reduced);
        if (share >= 1 || !ChoosesRecipe(view) || Searches(view, TrainResolution))
        {
            return sample;
        }

        var side = DecoderCatalog.Get(view.Space.Decoder!).Resolution(sample, TargetOf(view));
        return sample with { Recipe = sample.Recipe.With(TrainResolution, Math.Max(1, Math.Round(share * side))) };
    }

    private static NetworkTarget TargetOf(SearchView view)
    {
        var dataset = view.Experiment.Dataset;
        return new(dataset.Channels, dataset.Resolution, dataset.Classes);
    }

    /// <summary>The built-in trainer knows these recipes; a foreign one and a table do not.</summary>
    private static bool ChoosesRecipe(SearchView view) =>
        view.Space.Decoder is not null && view.Spec.Trainer is { Table: null, Command.IsEmpty: true };

    private static bool Searches(SearchView view, string name) =>
        view.Space.Dimensions.Any(dimension => dimension.Name == name);
}
