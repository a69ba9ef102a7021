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
                var number = _candidates.Length + 1;
                watch.Stop();
                // Making up a result takes longer than the search.
                var told = SpeedSpaces.Trained(experiment.Id, number, proposal.Configuration, proposal.Stage);
                watch.Start();
                _candidates = _candidates.With([told]);
                times.Add(watch.Elapsed);
                watch.Restart();
            }
        }

        return times;
    }
}
