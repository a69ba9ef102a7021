using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Search;

/// <summary>
/// FBNetV3's early-stop epoch (Dai et al. 2021, §3.3): the first batch is trained in full, and the first epoch whose
/// accuracies rank it as the last ones do is where all later candidates of the search end.
/// </summary>
/// <remarks>A function of the <see cref="FirstBatch"/> alone.</remarks>
public static class RankStop
{
    /// <summary>The epoch; null where the first batch has not ended, and where the experiment has another rule or none.</summary>
    public static StopEpoch? Choose(ExperimentSpec spec, CandidateHistory candidates)
    {
        var size = FirstBatch.SizeOf(spec);
        if (spec.EarlyStop?.Rule != EarlyStopRule.Rank || candidates.FirstOpen <= size || candidates.Length < size)
        {
            return null;
        }

        var epochs = spec.Trainer.Epochs;
        var courses = candidates.Take(size).Select(CourseOf).Where(course => course.Length == epochs).ToList();
        var last = courses.ConvertAll(course => course[^1]);
        for (var epoch = spec.EarlyStop.Warmup; epoch < epochs; epoch++)
        {
            var correlation = RankCorrelation.Spearman(courses.ConvertAll(course => course[epoch - 1]), last);
            if (correlation >= spec.EarlyStop.Correlation)
            {
                return new(epoch, epochs, correlation, courses.Count);
            }
        }

        return new(epochs, epochs, Correlation: null, courses.Count);
    }

    /// <summary>
    /// The view in which candidates that were trained past the chosen epoch have the accuracy they had there, so that the
    /// predictor, parents and the choice for the final stage compare like with like. Doing it twice changes nothing.
    /// </summary>
    public static SearchView Seen(SearchView view) =>
        Choose(view.Spec, view.Candidates) is { } stop && stop.Epoch < stop.Epochs
            ? view with
            {
                Candidates = view.Candidates.With(
                    view.Candidates.Take(FirstBatch.SizeOf(view.Spec))
                        .Where(candidate => CourseOf(candidate).Length == stop.Epochs)
                        .Select(candidate => At(candidate, stop.Epoch))
                        .ToList()
                ),
            }
            : view;

    /// <summary>Proposals of the search as they are trained: to the chosen epoch, which the first of them notes.</summary>
    public static ImmutableArray<Proposal> Shorten(SearchView view, ImmutableArray<Proposal> proposals)
    {
        var size = FirstBatch.SizeOf(view.Spec);
        if (view.Candidates.Length < size || Choose(view.Spec, view.Candidates) is not { } stop)
        {
            return proposals;
        }

        var note = view.Candidates.Length == size ? Describe(stop) : null;
        return
        [
            .. proposals.Select(
                (proposal, i) =>
                    proposal with
                    {
                        Epochs = proposal.Epochs == stop.Epochs ? stop.Epoch : proposal.Epochs,
                        Note = i == 0 ? note : null,
                    }
            ),
        ];
    }

    /// <summary>One line for people.</summary>
    public static string Describe(StopEpoch stop) =>
        stop.Correlation is { } correlation
            ? FormattableString.Invariant(
                $"early stop after epoch {stop.Epoch} of {stop.Epochs}: Spearman {correlation:F2} over {stop.Candidates} candidates"
            )
            : FormattableString.Invariant(
                $"no early stop: no epoch of {stop.Epochs} ranks the first {stop.Candidates} candidates as the last one does"
            );

    private static ImmutableArray<double> CourseOf(Candidate candidate) => candidate.Metrics?.AccuracyByEpoch ?? [];

    private static Candidate At(Candidate candidate, int epoch) =>
        candidate with
        {
            Metrics = candidate.Metrics! with { Accuracy = CourseOf(candidate)[epoch - 1] },
        };
}
