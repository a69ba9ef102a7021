using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.WarmStart;

namespace NasCluster.Domain.Search;

/// <summary>
/// Regularized (aging) evolution (Real et al. 2019): the best of a random sample of the youngest candidates is mutated.
/// </summary>
/// <remarks>
/// A child is made from the candidates at least <c>lag</c> places before it, so up to <c>lag</c> candidates train at once
/// and the same seed gives the same candidates however many slots there are and whichever finishes first.
/// </remarks>
public sealed class RegularizedEvolution : ISearchStrategy
{
    private const string Population = "population";
    private const string Sample = "sample";
    private const string MutationRate = "mutationRate";

    public string Name => "regularized-evolution";

    public ImmutableArray<StrategyOption> Options { get; } =
    [
        new(Population, Default: 16, Min: 2, Max: 10_000, Whole: true),
        new(Sample, Default: 4, Min: 1, Max: 10_000, Whole: true),
        new(MutationRate, Default: 0.05, Min: 0, Max: 1, Whole: false),
        .. Lag.Options,
    ];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget)
    {
        var population = this.Option(options, Population);
        var sample = this.Option(options, Sample);
        if (sample > population)
        {
            yield return $"'sample' is {sample}: allowed is at most the population, {population}";
        }
    }

    public SearchStep Plan(SearchView view) => LagOf(view).Plan(view, SearchStages.Evolution);

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var source = view.NewSource();
        var proposals = ImmutableArray.CreateBuilder<Proposal>(step.Count);
        for (var i = 0; i < step.Count; i++)
        {
            if (ProposalAt(view, view.Candidates.Length + i, source) is not { } proposal)
            {
                break;
            }

            proposals.Add(proposal);
        }

        return proposals.ToImmutable();
    }

    private Proposal? ProposalAt(SearchView view, int number, CandidateSource source)
    {
        var random = SeededRandom.Create(view.Spec.Seed, SearchStages.Evolution, number);
        var parents = ParentsOf(view, number);
        if (parents.Count == 0)
        {
            return source.NextSample(() => view.Space.Sample(random)) is { } first
                ? view.Propose(first, SearchStages.Initial)
                : null;
        }

        var parent = Enumerable
            .Range(0, (int)view.Option(this, Sample))
            .Select(_ => parents[random.Next(parents.Count)])
            .MaxBy(view.Score)!;
        var rate = view.Option(this, MutationRate);
        return source.Next(() => view.Space.Mutate(parent.Configuration, rate, random)) is { } child
            ? view.Propose(child, SearchStages.Evolution) with
            {
                Parent = parent.Id.Number > 0 ? parent.Id.Number : null,
            }
            : null;
    }

    /// <summary>The youngest completed candidates among those that must be final before this one is made.</summary>
    private List<Candidate> ParentsOf(SearchView view, int number)
    {
        var parents = new List<Candidate>();
        var most = (int)view.Option(this, Population);
        for (
            var i = Math.Min(LagOf(view).Settled(number), view.Candidates.Length) - 1;
            i >= 0 && parents.Count < most;
            i--
        )
        {
            if (view.Candidates[i].State == CandidateState.Completed)
            {
                parents.Add(view.Candidates[i]);
            }
        }

        // What was known beforehand is older than any candidate.
        parents.AddRange(PriorResults.Candidates(view.Experiment).Take(most - parents.Count));
        return parents;
    }

    private Lag LagOf(SearchView view) => Lag.Of(this, view, (int)view.Option(this, Population));
}
