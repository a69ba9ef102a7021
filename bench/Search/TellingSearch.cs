using System.Diagnostics;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Bench.Search;

/// <summary>Asks a strategy for candidates and tells their results at once.</summary>
internal sealed class TellingSearch(Experiment experiment, CandidateHistory candidates)
{
    private CandidateHistory _candidates = candidates;

    /// <summary>What each of so many candidates took: planning, proposing and telling; the first of a batch pays for it.</summary>
    public List<TimeSpan> Ask(int count)
    {
        var times = new List<TimeSpan>();
        while (times.Count < count)
        {
            var watch = Stopwatch.StartNew();
            var view = new SearchView(experiment, _candidates);
            var step = SearchDirector.Plan(view, timeIsUp: false);
            var proposals = SearchDirector.Propose(view, step);
            if (step.Kind != SearchStepKind.Propose || proposals.IsEmpty)
            {
                throw new InvalidOperationException($"{experiment.Spec.Strategy.Name} proposes nothing.");
            }

            foreach (var proposal in proposals)
            {
                _candidates = _candidates.With([
                    SpeedSpaces.Trained(experiment.Id, _candidates.Length + 1, proposal.Configuration, proposal.Stage),
                ]);
                times.Add(watch.Elapsed);
                watch.Restart();
            }
        }

        return times;
    }
}
