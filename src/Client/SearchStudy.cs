using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.WarmStart;

namespace NasCluster.Client;

/// <summary>
/// A search that is driven by hand, without a cluster and without a store: ask for candidates, train them in any way, tell
/// the results. The same spec and seed give the same candidates as on a cluster, as long as asked ones are told.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class SearchStudy
{
    private const string Id = "study";
    private Experiment _experiment;
    private readonly Queue<Candidate> _due = new();
    private CandidateHistory _candidates = CandidateHistory.Empty;
    private bool _exhausted;

    /// <summary>A study of an experiment.</summary>
    /// <param name="spec">Space, strategy, budget, seed, limits and ranking; its trainer is not used.</param>
    /// <param name="dataset">What decides costs of networks; without it 28×28 grey images of 10 classes.</param>
    public SearchStudy(ExperimentSpec spec, DatasetDescription? dataset = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _experiment = new()
        {
            Id = Id,
            Spec = spec,
            Dataset = dataset ?? Unknown(spec),
        };
    }

    /// <summary>All candidates that were asked for, in order of their numbers.</summary>
    public ImmutableArray<Candidate> Candidates => [.. _candidates.Where(candidate => !_due.Contains(candidate))];

    /// <summary>The best by the ranking of the spec; null before anything completed.</summary>
    public Candidate? Best => Leaderboard.Winner(_candidates, _experiment.Spec.Ranking);

    /// <summary>The Pareto front of the spec's objectives, most accurate first.</summary>
    public ImmutableArray<Candidate> Front => ParetoFront.Of(_candidates, _experiment.Spec.Ranking);

    /// <summary>The budget is spent, or the space has no more to give, and every result was told.</summary>
    public bool IsFinished => _due.Count == 0 && Step().Kind == SearchStepKind.Finish;

    /// <summary>The next candidate to train; null where results of earlier ones have to be told first, or at the end.</summary>
    public Candidate? Ask()
    {
        while (_due.Count == 0)
        {
            var view = new SearchView(_experiment, _candidates);
            var step = Step();
            if (step.Kind != SearchStepKind.Propose)
            {
                return null;
            }

            var proposals = SearchDirector.Propose(view, step);
            _exhausted |= proposals.IsEmpty;
            foreach (var proposal in proposals)
            {
                Add(proposal);
            }
        }

        var candidate = _due.Dequeue();
        return candidate;
    }

    /// <summary>Takes the result of a candidate that was asked for.</summary>
    /// <param name="number">The candidate's number.</param>
    /// <param name="metrics">What training and measuring gave; accuracy 0…1.</param>
    /// <exception cref="ArgumentException">No such candidate is at work, or the accuracy is out of range.</exception>
    public void Tell(int number, CandidateMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (!(metrics.Accuracy is >= 0 and <= 1))
        {
            throw new ArgumentException($"accuracy is {metrics.Accuracy}: allowed is 0 to 1.", nameof(metrics));
        }

        Settle(AtWork(number) with { State = CandidateState.Completed, Metrics = metrics });
    }

    /// <summary>Takes an accuracy alone.</summary>
    /// <param name="number">The candidate's number.</param>
    /// <param name="accuracy">0…1.</param>
    /// <exception cref="ArgumentException">No such candidate is at work, or the accuracy is out of range.</exception>
    public void Tell(int number, double accuracy) =>
        Tell(number, new CandidateMetrics { Accuracy = accuracy, Loss = 0 });

    /// <summary>A candidate gave no result.</summary>
    /// <param name="number">The candidate's number.</param>
    /// <param name="failure">Why.</param>
    /// <exception cref="ArgumentException">No such candidate is at work.</exception>
    public void Tell(int number, CandidateFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Settle(AtWork(number) with { State = CandidateState.Failed, Failure = failure });
    }

    /// <summary>
    /// Takes a result that was not asked for, from earlier work or from elsewhere: the strategy learns from it and never
    /// proposes it. It costs no budget and is neither in <see cref="Candidates"/> nor on the front.
    /// </summary>
    /// <param name="configuration">A point of the space.</param>
    /// <param name="accuracy">0…1.</param>
    /// <exception cref="ArgumentException">It is no point of the space, or the accuracy is out of range.</exception>
    public void TellKnown(Configuration configuration, double accuracy)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!(accuracy is >= 0 and <= 1))
        {
            throw new ArgumentException($"accuracy is {accuracy}: allowed is 0 to 1.", nameof(accuracy));
        }

        var spec = _experiment.Spec;
        if (spec.Space.Check(configuration) is { IsEmpty: false } errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(configuration));
        }

        var known = new PriorResult(configuration.Architecture, configuration.Recipe, accuracy, ParameterSet.Empty);
        _experiment = _experiment with { Spec = spec with { WarmStart = spec.WarmStart.Add(known) } };
    }

    private static DatasetDescription Unknown(ExperimentSpec spec) =>
        new()
        {
            Name = spec.Data.Dataset,
            Folder = "",
            Channels = 1,
            Resolution = 28,
            Classes = 10,
            TrainCount = 0,
            TestCount = 0,
            ContentHash = "",
        };

    private SearchStep Step() => SearchDirector.Plan(new(_experiment, _candidates), timeIsUp: _exhausted);

    private void Add(Proposal proposal)
    {
        var candidate = new Candidate
        {
            Id = new(Id, _candidates.Length + 1),
            Stage = proposal.Stage,
            Configuration = proposal.Configuration,
            Epochs = proposal.Epochs,
            PredictedAccuracy = proposal.PredictedAccuracy,
            Parent = proposal.Parent,
        };
        _candidates = _candidates.With([candidate]);
        _due.Enqueue(candidate);
    }

    private Candidate AtWork(int number)
    {
        var candidate = number >= 1 && number <= _candidates.Length ? _candidates[number - 1] : null;
        return candidate is null || candidate.State.IsFinal || _due.Contains(candidate)
            ? throw new ArgumentException($"number is {number}: no such candidate is at work.", nameof(number))
            : candidate;
    }

    private void Settle(Candidate candidate) => _candidates = _candidates.With([candidate]);
}
