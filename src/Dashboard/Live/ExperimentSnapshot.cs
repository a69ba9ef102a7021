using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasCluster.Dashboard.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Live;

/// <summary>All that is shown of an experiment at one moment.</summary>
/// <param name="Spec">What was submitted.</param>
/// <param name="Result">Where it stands.</param>
/// <param name="Candidates">In order of their numbers, from 1 without gaps; their ranks are in <see cref="Ranks"/>.</param>
/// <param name="Events">The last events, oldest first; every one up to <see cref="Sequence"/> is contained in the rest.</param>
/// <param name="Sequence">Number of the last event known.</param>
public sealed record ExperimentSnapshot(
    ExperimentSpec Spec,
    ExperimentResult Result,
    ImmutableArray<CandidateView> Candidates,
    ImmutableArray<ExperimentEvent> Events,
    long Sequence
)
{
    private readonly ConcurrentDictionary<object, Lazy<object?>> _shared = new();

    /// <summary>Null where it cannot be told.</summary>
    public TimeLeft? TimeLeft { get; init; }

    public IEnumerable<CandidateView> Completed => Candidates.Where(candidate => candidate.Metrics is not null);

    /// <summary>Costs by name that candidates have: proxies, columns of a table.</summary>
    public IReadOnlyList<string> Costs =>
        Shared(
            nameof(Costs),
            () =>
                (IReadOnlyList<string>)
                    [
                        .. Completed
                            .SelectMany(candidate => candidate.Metrics!.Costs?.Values ?? [])
                            .Where(pair => pair.Value.Kind == ParameterKind.Number)
                            .Select(pair => pair.Key)
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal),
                    ]
        );

    internal CandidateRanks Ranks => Shared(nameof(Ranks), () => new CandidateRanks(Candidates));

    /// <summary>The eight most accurate ones, best first.</summary>
    public IReadOnlyList<CandidateView> Best => Shared(nameof(Best), () => Ranks.Best(8));

    public CandidateView? Find(int number) =>
        number >= 1 && number <= Candidates.Length ? Candidates[number - 1] : null;

    /// <summary>Candidates of a filter in its order, computed once for all who look.</summary>
    public IReadOnlyList<CandidateView> Select(CandidateQuery query) =>
        Shared(query with { Offset = 0, Limit = 1 }, () => query.Select(Candidates));

    /// <summary>Something that is computed of this snapshot, once for all who look.</summary>
    /// <param name="key">Names it with all it depends on; keys of different things are different.</param>
    /// <param name="make">Computes it.</param>
    public T Shared<T>(object key, Func<T> make) =>
        (T)_shared.GetOrAdd(key, static (_, make) => new(() => make()), make).Value!;

    /// <summary>Snapshots are told apart by what they are, not by what they contain.</summary>
    public bool Equals(ExperimentSnapshot? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
