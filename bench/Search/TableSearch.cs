using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Bench.Search;

/// <summary>One search from its first candidate to its last, through the same decisions as an experiment on the cluster.</summary>
/// <param name="problem">What is searched.</param>
/// <param name="experiment">Strategy, budget and seed.</param>
internal sealed class TableSearch(SearchProblem problem, Experiment experiment)
{
    private CandidateHistory _candidates = CandidateHistory.Empty;
    private bool _isExhausted;

    /// <summary>All candidates in order of their numbers.</summary>
    /// <param name="workers">How many train at once.</param>
    /// <param name="order">Decides which of those at work ends first; null for the first one.</param>
    public CandidateHistory Run(int workers = 1, Random? order = null)
    {
        while (true)
        {
            Start(workers);
            var view = new SearchView(experiment, _candidates) { Admits = problem.Admits };
            var step = SearchDirector.Plan(view, timeIsUp: _isExhausted);
            if (step.Kind == SearchStepKind.Finish)
            {
                return _candidates;
            }

            if (step.Kind == SearchStepKind.Wait)
            {
                FinishOne(workers, order);
            }
            else
            {
                Add(SearchDirector.Propose(view, step));
            }
        }
    }

    /// <summary>SHA-256 over numbers, configurations and results: equal for equal searches.</summary>
    public static string HashOf(CandidateHistory candidates)
    {
        var lines = candidates.Select(candidate =>
            string.Create(
                Shown.Culture,
                $"{candidate.Id.Number} {candidate.Stage} {candidate.Configuration.Key} {candidate.Metrics!.Accuracy:R}"
            )
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private void Add(ImmutableArray<Proposal> proposals)
    {
        _candidates = _candidates.With(
            proposals
                .Select(
                    (proposal, i) =>
                        new Candidate
                        {
                            Id = new(experiment.Id, _candidates.Length + i + 1),
                            Stage = proposal.Stage,
                            Configuration = proposal.Configuration,
                            Epochs = proposal.Epochs,
                            PredictedAccuracy = proposal.PredictedAccuracy,
                            Parent = proposal.Parent,
                        }
                )
                .ToList()
        );
        _isExhausted |= proposals.IsEmpty;
    }

    private void Start(int workers) =>
        _candidates = _candidates.With(
            _candidates
                .Open.Take(workers)
                .Where(candidate => candidate.State == CandidateState.Ready)
                .Select(candidate => candidate with { State = CandidateState.Running })
                .ToList()
        );

    private void FinishOne(int workers, Random? order)
    {
        var open = _candidates.Open.Take(workers).ToList();
        var candidate = open[order?.Next(open.Count) ?? 0];
        _candidates = _candidates.With([
            candidate with
            {
                State = CandidateState.Completed,
                Metrics = problem.Measure(candidate.Configuration, experiment.Spec.Seed),
            },
        ]);
    }
}
