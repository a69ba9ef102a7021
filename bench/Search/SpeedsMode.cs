using System.Collections.Immutable;
using System.Diagnostics;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>How fast the search itself is: scoring, the fine stage, proposals of every strategy, Pareto fronts.</summary>
internal sealed class SpeedsMode(Report report)
{
    private const int Many = 10_000;
    private const int Scored = 200_000;
    private const int Repeats = 5;
    private static readonly int[] Marks = [100, 1000, Many];

    public void Run()
    {
        Scoring("choices", SpeedSpaces.Choices, rows: 200);
        Scoring("mixed", SpeedSpaces.Mixed, rows: 200);
        Scoring("ranges", MadeProblem.Ranges.Spec.Space, rows: 200);
        Scoring("fbnet-v3-small", SpaceCatalog.Find("fbnet-v3-small")!, rows: 200);
        Scoring("networks", SpeedSpaces.Choices, rows: 600);
        Fine("choices", SpeedSpaces.Choices, new());
        Fine("mixed", SpeedSpaces.Mixed, new());
        Fine("fbnet-v3-small", SpaceCatalog.Find("fbnet-v3-small")!, new() { MaxMacs = 4_000_000 });
        Million();
        Evolution();
        Front();
        foreach (var strategy in StrategyText.General.Where(name => name != "grid"))
        {
            Ask(strategy);
        }
    }

    /// <summary>Points that one processor scores in a second, encoding included.</summary>
    private void Scoring(string name, SearchSpace space, int rows)
    {
        var view = SpeedSpaces.View(space, new("joint-nas", ParameterSet.Empty), rows, rows + 20);
        var watch = Stopwatch.StartNew();
        var predictor = new JointNas().FitPredictor(view);
        report.Add($"speeds.fit.{name}.{rows}-rows", watch.Elapsed.TotalSeconds, "s");
        var codes = SpaceCodes.Of(space);
        var random = SeededRandom.Create(1, "scored");
        var points = new double[Scored * codes.Width];
        for (var i = 0; i < Scored; i++)
        {
            codes.Sample(random, points.AsSpan(i * codes.Width, codes.Width));
        }

        var means = new double[Scored];
        var seconds = Fastest(() => predictor.PredictMeans(points, means));
        report.Add($"speeds.scored.{name}.{rows}-rows", Scored / seconds, "candidates/s a core", ">= 100,000");
    }

    private void Fine(string name, SearchSpace space, ConstraintSpec limits)
    {
        var strategy = new JointNas();
        var view = SpeedSpaces.View(space, new("joint-nas", ParameterSet.Empty), 200, 220, limits);
        var step = SearchStep.Propose(SearchStages.Fine, 20, heavy: true);
        var whole = Fastest(() => strategy.Propose(view, step));
        report.Add($"speeds.fine.{name}.whole-with-fit", whole, "s", "< 3");
        var predictor = strategy.FitPredictor(view);
        var larger = new Dictionary<string, double> { ["population"] = 1000 };
        var counting = new CountingPredictor(predictor);
        var watch = Stopwatch.StartNew();
        new PredictorEvolution(
            view,
            option => larger.TryGetValue(option, out var value) ? value : view.Option(strategy, option),
            counting
        ).Propose(view.NewSource(), step);
        report.Add(
            $"speeds.fine.{name}.evaluations",
            counting.Count / watch.Elapsed.TotalSeconds,
            $"/s of {counting.Count}",
            ">= 50,000"
        );
        watch.Restart();
        new PredictorEvolution(view, option => view.Option(strategy, option), counting = new(predictor)).Propose(
            view.NewSource(),
            step
        );
        report.Add(
            $"speeds.fine.{name}.evaluations-of-default",
            counting.Count / watch.Elapsed.TotalSeconds,
            $"/s of {counting.Count}",
            ">= 50,000"
        );
    }

    /// <summary>One coarse iteration over a pool of a million.</summary>
    private void Million()
    {
        var strategy = new StrategySpec("joint-nas", new([KeyValuePair.Create("pool", (ParameterValue)1e6)]));
        var view = SpeedSpaces.View(SpeedSpaces.Choices, strategy, 200, 400);
        var watch = Stopwatch.StartNew();
        new JointNas().Propose(view, SearchStep.Propose(SearchStages.Coarse(1), 20, heavy: true));
        report.Add("speeds.million-candidates", watch.Elapsed.TotalSeconds, "s on all cores");
    }

    private void Evolution()
    {
        var experiment = SpeedSpaces.Experiment(
            SpeedSpaces.Choices,
            new("regularized-evolution", ParameterSet.Empty),
            Many + 1000,
            new()
        );
        var candidates = new TellingSearch(experiment, CandidateHistory.Empty);
        candidates.Ask(1000);
        report.Add(
            "speeds.evolution.proposals",
            Many / candidates.Ask(Many).Sum(time => time.TotalSeconds),
            "/s",
            ">= 10,000"
        );
    }

    private void Front()
    {
        var random = SeededRandom.Create(1, "front");
        var drawn = Enumerable.Range(0, Many).Select(_ => 10 * random.NextDouble()).ToList();
        var none = drawn.ConvertAll(v => new[] { v, -v, Math.Abs(v - 5) });
        report.Add($"speeds.pareto.{Many}-none-dominated", Fastest(() => Dominance.Front(none)), "s", "< 0.1");
        var some = drawn.ConvertAll(v => new[] { v, random.NextDouble(), random.NextDouble() });
        report.Add($"speeds.pareto.{Many}-some-dominated", Fastest(() => Dominance.Front(some)), "s", "< 0.1");
        var ranking = new RankingSpec
        {
            Objectives = [new(Metric.Accuracy, true), new(Metric.LatencyMs, false), new(Metric.Macs, false)],
        };
        var candidates = SpeedSpaces
            .View(SpeedSpaces.Mixed, new("random", ParameterSet.Empty), Many, Many)
            .Candidates.Select(
                (candidate, i) =>
                    candidate with
                    {
                        Metrics = candidate.Metrics! with
                        {
                            Accuracy = drawn[i] / 10,
                            LatencyMs = drawn[i],
                            Macs = (long)(1e6 * some[i][1]),
                        },
                    }
            )
            .ToImmutableArray();
        report.Add(
            $"speeds.pareto.{Many}-candidates",
            Fastest(() => ParetoFront.Of(candidates, ranking)),
            "s",
            "< 0.1"
        );
    }

    /// <summary>How long one suggestion takes after so many results, on 20 mixed dimensions.</summary>
    private void Ask(string strategy)
    {
        foreach (var told in Marks)
        {
            var view = SpeedSpaces.View(SpeedSpaces.Mixed, new(strategy, ParameterSet.Empty), told, told + 2000);
            var search = new TellingSearch(view.Experiment, view.Candidates);
            if (strategy != "joint-nas")
            {
                search.Ask(20);
            }

            var times = search.Ask(40);
            var aim = strategy == "joint-nas" ? null : "< 10";
            report.Add($"speeds.ask.{strategy}.{told}-told", times.Average(time => time.TotalMilliseconds), "ms", aim);
            report.Add(
                $"speeds.ask.{strategy}.{told}-told.worst",
                times.Max(time => time.TotalMilliseconds),
                "ms",
                shown: strategy == "joint-nas"
            );
        }
    }

    private static double Fastest(Action work)
    {
        work();
        return Enumerable
            .Range(0, Repeats)
            .Min(_ =>
            {
                var watch = Stopwatch.StartNew();
                work();
                return watch.Elapsed.TotalSeconds;
            });
    }
}
