using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Search;

/// <summary>
/// Differentiable search: the first candidate is the training of the space's supernet, a long one; the next is its most
/// likely architecture and the others are drawn from softmax(θ), each trained anew like any candidate (FBNet, §3.3).
/// </summary>
/// <remarks>Dimensions that the supernet does not decide, the recipe among them, keep the middle of their range.</remarks>
public sealed class SupernetSearch : ISearchStrategy
{
    // θ of an epoch travels in one message of at most 64 KiB.
    private const int MostOptions = 3000;
    private readonly string _decoder;

    private SupernetSearch(string name, string decoder, CostKind cost)
    {
        (Name, _decoder) = (name, decoder);
        Options = SupernetOptions.All(cost);
    }

    /// <summary>FBNet V1: a block per layer, weighed by latency.</summary>
    public static SupernetSearch Dnas { get; } = new("dnas", FbNetLayersDecoder.DecoderName, CostKind.Latency);

    /// <summary>FBNet V2: blocks, widths, expansions and the resolution, weighed by multiply–accumulates.</summary>
    public static SupernetSearch DMasking { get; } = new("dmasking", FbNetMaskedDecoder.DecoderName, CostKind.Macs);

    public string Name { get; }

    public ImmutableArray<StrategyOption> Options { get; }

    /// <summary>How an experiment's supernet is trained; null where it has none.</summary>
    public static SupernetSpec? SpecOf(ExperimentSpec spec) =>
        StrategyCatalog.Find(spec.Strategy.Name) is SupernetSearch search
            ? SupernetOptions.SpecOf(search, spec.Strategy.Options, spec.Space)
            : null;

    /// <summary>Epochs of an experiment's supernet; null where it has none.</summary>
    public static int? EpochsOf(ExperimentSpec spec) =>
        StrategyCatalog.Find(spec.Strategy.Name) is SupernetSearch search
            ? (int)search.Option(spec.Strategy.Options, SupernetOptions.Epochs)
            : null;

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget)
    {
        var (epochs, warmup) = (
            this.Option(options, SupernetOptions.Epochs),
            this.Option(options, SupernetOptions.Warmup)
        );
        if (warmup >= epochs)
        {
            yield return $"'warmup' is {warmup}: allowed is less than the {epochs} 'epochs' of the supernet";
        }

        if (
            this.Text(options, SupernetOptions.LatencyTable) is not null
            && SupernetOptions.CostOf(this, options) != CostKind.Latency
        )
        {
            yield return $"'{SupernetOptions.LatencyTable}' is given; allowed is that only where 'cost' is \"latency\"";
        }

        if (budget.Candidates < 2)
        {
            yield return $"the budget has {budget.Candidates} candidates; allowed are at least 2: the supernet is one of them";
        }
    }

    public IEnumerable<string> CheckSpace(SearchSpace space)
    {
        var options = SupernetCatalog.ChoicesOf(space).Sum(choice => choice.Options.Length);
        if (space.Decoder != _decoder)
        {
            yield return $"'{Name}' has no supernet for the decoder '{space.Decoder}' of this space; allowed are spaces of '{_decoder}'";
        }
        else if (options is 0 or > MostOptions)
        {
            yield return $"the supernet of this space decides among {options} options; allowed are 2 to {MostOptions}";
        }
    }

    public SearchStep Plan(SearchView view)
    {
        if (view.Candidates.IsEmpty)
        {
            return SearchStep.Propose(SearchStages.Supernet, 1);
        }

        if (view.Remaining <= 0)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var ahead = AheadOfSlots.Of(view);
        return view.Candidates[0].State.IsFinal && view.Waiting < ahead
            ? SearchStep.Propose(SearchStages.Derived, Math.Min(ahead, view.Remaining))
            : SearchStep.Wait;
    }

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step) =>
        step.Stage == SearchStages.Supernet ? [Supernet(view)] : [.. Derived(view).Take(step.Count)];

    // Its architecture has what is not decided; so it is no other candidate's.
    private static Proposal Supernet(SearchView view)
    {
        var decided = SupernetCatalog.ChoicesOf(view.Space).Select(choice => choice.Name).ToHashSet();
        var (architecture, recipe) = view.Space.Reference();
        var kept = new ParameterSet(architecture.Values.Where(value => !decided.Contains(value.Key)));
        return new(new(kept, recipe), SearchStages.Supernet, EpochsOf(view.Spec)!.Value);
    }

    private static IEnumerable<Proposal> Derived(SearchView view)
    {
        var source = view.NewSource();
        var found = view.Candidates[0].Metrics?.Supernet is { } result ? new ArchitectureDistribution(result) : null;
        var number = view.Candidates.Length;
        if (
            number == 1
            && found is not null
            && At(view, found.Likeliest()) is var likeliest
            && source.TryTake(likeliest)
        )
        {
            yield return From(view, likeliest);
            number++;
        }

        while (true)
        {
            var random = SeededRandom.Create(view.Spec.Seed, SearchStages.Derived, number++);
            if (source.NextSample(() => Draw(view, found, random)) is not { } drawn)
            {
                yield break;
            }

            yield return From(view, drawn);
        }
    }

    // A program that trains no supernet gives no θ; nothing is then known, and every point as good as another.
    private static Configuration Draw(SearchView view, ArchitectureDistribution? found, Random random) =>
        found is null ? view.Space.Sample(random) : At(view, found.Draw(random));

    private static Configuration At(SearchView view, IReadOnlyDictionary<string, ParameterValue> values) =>
        view.Space.Replace(view.Space.Reference(), values);

    private static Proposal From(SearchView view, Configuration configuration) =>
        view.Propose(configuration, SearchStages.Derived) with
        {
            Parent = view.Candidates[0].Id.Number,
        };
}
