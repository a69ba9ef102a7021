using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// Tree-structured Parzen estimator (Bergstra et al. 2011), every dimension by itself: of some points drawn from the
/// density of the good results the one is taken that is likeliest there against the rest.
/// </summary>
public sealed class Tpe : ISearchStrategy
{
    private const string Startup = "startup";
    private const string Draws = "draws";
    private const string Good = "good";
    private const int MostGood = 25;
    private const int MostBad = 300;
    private const int Rounds = 50;
    private const double RoundsOfHalf = 4;

    public string Name => "tpe";

    public ImmutableArray<StrategyOption> Options { get; } =
    [
        new(Startup, Default: 10, Min: 1, Max: 10_000, Whole: true),
        new(Draws, Default: 24, Min: 1, Max: 10_000, Whole: true),
        new(Good, Default: 0.1, Min: 0.01, Max: 0.5, Whole: false),
        .. Lag.Options,
    ];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view) => LagOf(view).Plan(view, SearchStages.Tpe);

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var source = view.NewSource();
        var known = new KnownResults(view);
        var proposals = ImmutableArray.CreateBuilder<Proposal>(step.Count);
        for (var i = 0; i < step.Count; i++)
        {
            var index = view.Candidates.Length + i;
            var random = SeededRandom.Create(view.Spec.Seed, SearchStages.Tpe, index);
            var (good, bad) = known.Split(LagOf(view).Settled(index), view.Option(this, Good), MostGood, MostBad);
            var isStart = good.Count == 0;
            var next =
                (isStart ? null : Drawn(view, source, good, bad, random))
                ?? source.NextSample(() => view.Space.Sample(random));
            if (next is null)
            {
                break;
            }

            proposals.Add(view.Propose(next, isStart ? SearchStages.Initial : step.Stage));
        }

        return proposals.ToImmutable();
    }

    private Lag LagOf(SearchView view) => Lag.Of(this, view, (int)view.Option(this, Startup));

    /// <summary>
    /// The likeliest of some draws that may be proposed; null where many rounds gave none. Where the good part of a space
    /// is proposed already, each round draws more of its dimensions from the whole of their ranges, so that the time of a
    /// proposal does not grow as the new points become fewer.
    /// </summary>
    private Configuration? Drawn(
        SearchView view,
        CandidateSource source,
        List<Configuration> good,
        List<Configuration> bad,
        Random random
    )
    {
        var space = view.Space;
        var densities = space
            .Dimensions.Select(dimension =>
                (Good: ParzenDensity.Of(dimension, good), Bad: ParzenDensity.Of(dimension, bad))
            )
            .ToArray();
        return Enumerable
            .Range(0, Rounds)
            .SelectMany(round =>
                Enumerable
                    .Range(0, (int)view.Option(this, Draws))
                    .Select(_ => Array.ConvertAll(densities, pair => Draw(pair.Good, round, random)))
                    .Select(point => (Drawn: space.At(point), Point: point))
                    .OrderByDescending(draw => ScoreOf(space, draw.Drawn, draw.Point, densities))
            )
            .Select(draw => draw.Drawn)
            .FirstOrDefault(source.TryTake);
    }

    private static double Draw(ParzenDensity good, int round, Random random) =>
        round > 0 && random.NextDouble() < round / (round + RoundsOfHalf) ? random.NextDouble() : good.Draw(random);

    /// <summary>Log ratio of the densities; a dimension that is switched off has no say.</summary>
    private static double ScoreOf(
        SearchSpace space,
        Configuration drawn,
        double[] point,
        (ParzenDensity Good, ParzenDensity Bad)[] densities
    )
    {
        var score = 0.0;
        for (var i = 0; i < point.Length; i++)
        {
            var dimension = space.Dimensions[i];
            if (SearchSpace.PartOf(drawn, dimension.Part).Contains(dimension.Name))
            {
                score += densities[i].Good.LogDensity(point[i]) - densities[i].Bad.LogDensity(point[i]);
            }
        }

        return score;
    }
}
