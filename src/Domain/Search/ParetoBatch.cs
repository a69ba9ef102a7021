using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// The batch of a search with several objectives: one after the other the candidate that adds most to the hypervolume
/// which the front dominates, with what is expected of it a little better than its mean where it is unsure. Where nothing
/// adds any, the best by a random weighting of the objectives (Tchebycheff's, as in ParEGO, Knowles 2006).
/// </summary>
/// <param name="view">The experiment and its candidates; at least one completed.</param>
/// <param name="models">One per objective.</param>
/// <param name="explore">Standard deviations by which an unsure candidate counts as better.</param>
internal sealed class ParetoBatch(SearchView view, ImmutableArray<ObjectiveModel> models, double explore)
{
    private const int Shortlist = 500;
    private const double Smallest = 1e-12;

    /// <param name="pool">Configurations to choose from.</param>
    /// <param name="source">Decides which may be proposed.</param>
    /// <param name="step">Stage and number.</param>
    public ImmutableArray<Proposal> Choose(IEnumerable<Configuration> pool, CandidateSource source, SearchStep step)
    {
        var known = view.KnownCosts;
        var means = OptionsOf(pool.DistinctBy(configuration => configuration.Key).Where(source.CanTake));
        var random = SeededRandom.Create(view.Spec.Seed, "hypervolume", view.Candidates.Length);
        var (ideal, reference) = Box([.. known, .. means.Select(option => option.Costs)], known);
        var sample = new HypervolumeSample(ideal, reference, random);
        foreach (var point in known)
        {
            sample.Add(sample.Cover(point));
        }

        // Candidates that train count as if they had ended as they are expected to.
        foreach (var pending in OptionsOf(view.Candidates.Open.Select(candidate => candidate.Configuration)))
        {
            sample.Add(Hopeful(pending, sample).Cover);
        }

        var left = means
            .Select(option => (option, gain: sample.Gain(sample.Cover(option.Costs))))
            .OrderByDescending(row => row.gain)
            .ThenBy(row => Distance(row.option.Costs, ideal, reference, weights: null))
            .ThenBy(row => row.option.Configuration.Key, StringComparer.Ordinal)
            .Take(Shortlist + step.Count)
            .Select(row => Hopeful(row.option, sample))
            .ToList();
        var proposals = ImmutableArray.CreateBuilder<Proposal>(step.Count);
        while (proposals.Count < step.Count && left.Count > 0)
        {
            var best = left.MaxBy(option => sample.Gain(option.Cover));
            if (sample.Gain(best!.Cover) <= 0)
            {
                double[] weights = [.. ideal.Select(_ => Math.Max(Smallest, random.NextDouble()))];
                best = left.MinBy(option => Distance(option.Costs, ideal, reference, weights));
            }

            left.Remove(best!);
            sample.Add(best!.Cover);
            if (source.TryTake(best.Configuration))
            {
                proposals.Add(ProposalOf(best, step));
            }
        }

        return proposals.ToImmutable();
    }

    private List<Option> OptionsOf(IEnumerable<Configuration> configurations) =>
        [
            .. configurations
                .Select(configuration => new Option(
                    configuration,
                    [.. models.Select(model => model.Mean(configuration))]
                ))
                .Where(option => option.Costs.All(double.IsFinite)),
        ];

    private Proposal ProposalOf(Option option, SearchStep step) =>
        view.Propose(option.Configuration, step.Stage) with
        {
            PredictedAccuracy = models.FirstOrDefault(model => model.IsAccuracy) is { } accuracy
                ? Math.Clamp(-accuracy.Mean(option.Configuration), 0, 1)
                : null,
        };

    private Option Hopeful(Option option, HypervolumeSample sample)
    {
        double[] costs =
        [
            .. models
                .Select(model => model.Predict(option.Configuration))
                .Select(prediction => prediction.Mean - explore * prediction.Deviation),
        ];
        return option with { Costs = costs, Cover = sample.Cover(costs) };
    }

    /// <summary>From the best that is known or expected of each objective to the worst that is known.</summary>
    private static (double[] Ideal, double[] Reference) Box(List<double[]> all, IReadOnlyCollection<double[]> known)
    {
        var dimensions = Enumerable.Range(0, all[0].Length).ToList();
        return (
            [.. dimensions.Select(i => all.Min(point => point[i]))],
            [.. dimensions.Select(i => known.Max(point => point[i]))]
        );
    }

    /// <summary>Tchebycheff's distance to the ideal, with a little of the sum so that a dominated point is farther.</summary>
    private static double Distance(double[] costs, double[] ideal, double[] reference, double[]? weights)
    {
        const double Augmentation = 0.05;
        double worst = 0,
            sum = 0;
        for (var i = 0; i < costs.Length; i++)
        {
            var part = (weights?[i] ?? 1) * (costs[i] - ideal[i]) / Math.Max(Smallest, reference[i] - ideal[i]);
            worst = Math.Max(worst, part);
            sum += part;
        }

        return worst + Augmentation * sum;
    }

    private sealed record Option(Configuration Configuration, double[] Costs)
    {
        public ulong[] Cover { get; init; } = [];
    }
}
