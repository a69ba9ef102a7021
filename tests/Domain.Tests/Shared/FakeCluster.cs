using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Shared;

/// <summary>Runs a search to its end in memory: a number of workers, an order of finishing, a made accuracy.</summary>
internal sealed class FakeCluster(Experiment experiment, int workers, Func<Candidate, CandidateMetrics?> train)
{
    private readonly Random _order = new(workers);
    private readonly List<Candidate> _candidates = [];

    public ImmutableArray<Candidate> Run()
    {
        while (true)
        {
            var view = new SearchView(experiment, [.. _candidates]);
            var step = SearchDirector.Plan(view, timeIsUp: false);
            switch (step.Kind)
            {
                case SearchStepKind.Finish:
                    return view.Candidates;
                case SearchStepKind.Propose:
                    Add(SearchDirector.Propose(view, step));
                    break;
                default:
                    FinishOne();
                    break;
            }
        }
    }

    private void Add(ImmutableArray<Proposal> proposals)
    {
        Assert.NotEmpty(proposals);
        foreach (var proposal in proposals)
        {
            _candidates.Add(
                new()
                {
                    Id = new(experiment.Id, _candidates.Count + 1),
                    Stage = proposal.Stage,
                    Configuration = proposal.Configuration,
                    Epochs = proposal.Epochs,
                    PredictedAccuracy = proposal.PredictedAccuracy,
                    Parent = proposal.Parent,
                }
            );
        }
    }

    /// <summary>One of the first unfinished candidates ends, whichever chance says.</summary>
    private void FinishOne()
    {
        var open = Enumerable
            .Range(0, _candidates.Count)
            .Where(i => !_candidates[i].State.IsFinal)
            .Take(workers)
            .ToList();
        Assert.NotEmpty(open);
        var index = open[_order.Next(open.Count)];
        var metrics = train(_candidates[index]);
        _candidates[index] = _candidates[index] with
        {
            State = metrics is null ? CandidateState.Failed : CandidateState.Completed,
            Metrics = metrics,
            Failure = metrics is null ? new(FailureKind.Diverged, "made") : null,
        };
    }
}
