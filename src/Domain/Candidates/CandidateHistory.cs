using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace NasCluster.Domain.Candidates;

/// <summary>
/// All candidates of an experiment in order of their numbers 1, 2, 3, …, with what is asked of them again and again.
/// Immutable: a changed or added candidate makes a new history that shares almost everything with the old one, so the
/// cost of a change does not grow with the number of candidates.
/// </summary>
[CollectionBuilder(typeof(CandidateHistory), nameof(Of))]
public sealed class CandidateHistory : IReadOnlyList<Candidate>
{
    private const int ChunkLength = 256;

    private readonly ImmutableArray<ImmutableArray<Candidate>> _chunks;
    private readonly ImmutableSortedSet<int> _open;
    private readonly ImmutableDictionary<CandidateState, int> _states;
    private readonly ImmutableHashSet<string> _stages;
    private ImmutableHashSet<string>? _keys;

    private CandidateHistory(
        ImmutableArray<ImmutableArray<Candidate>> chunks,
        ImmutableSortedSet<int> open,
        ImmutableDictionary<CandidateState, int> states,
        ImmutableHashSet<string> stages
    ) => (_chunks, _open, _states, _stages) = (chunks, open, states, stages);

    public static CandidateHistory Empty { get; } =
        new(
            [],
            [],
            ImmutableDictionary<CandidateState, int>.Empty,
            ImmutableHashSet.Create<string>(StringComparer.Ordinal)
        );

    /// <summary>How many candidates there are.</summary>
    public int Length => _chunks.IsEmpty ? 0 : (_chunks.Length - 1) * ChunkLength + _chunks[^1].Length;

    public int Count => Length;

    public bool IsEmpty => _chunks.IsEmpty;

    /// <summary>Candidates that are not final, in order.</summary>
    public IEnumerable<Candidate> Open => _open.Select(number => this[number - 1]);

    /// <summary>Number of the first candidate that is not final; one more than there are where all are.</summary>
    public int FirstOpen => _open.IsEmpty ? Length + 1 : _open[0];

    /// <summary>Keys of all configurations; computed when they are asked for first, then kept up.</summary>
    public IReadOnlySet<string> Keys => _keys ??= [.. this.Select(candidate => candidate.Configuration.Key)];

    /// <param name="index">0 for candidate number 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such candidate.</exception>
    public Candidate this[int index] => _chunks[index / ChunkLength][index % ChunkLength];

    public static implicit operator CandidateHistory(ImmutableArray<Candidate> candidates) => Of(candidates.AsSpan());

    public static implicit operator ImmutableArray<Candidate>(CandidateHistory history) => history.ToImmutableArray();

    /// <param name="candidates">In order of their numbers, from 1 without gaps.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static CandidateHistory Of(ReadOnlySpan<Candidate> candidates)
    {
        var chunks = ImmutableArray.CreateBuilder<ImmutableArray<Candidate>>(candidates.Length / ChunkLength + 1);
        var open = new List<int>();
        var states = new Dictionary<CandidateState, int>();
        var stages = new HashSet<string>(StringComparer.Ordinal);
        for (var from = 0; from < candidates.Length; from += ChunkLength)
        {
            chunks.Add([.. candidates[from..Math.Min(candidates.Length, from + ChunkLength)]]);
        }

        for (var i = 0; i < candidates.Length; i++)
        {
            var candidate = candidates[i];
            RequireNumber(candidate, i + 1);
            states[candidate.State] = states.GetValueOrDefault(candidate.State) + 1;
            stages.Add(candidate.Stage);
            if (!candidate.State.IsFinal)
            {
                open.Add(i + 1);
            }
        }

        return new(chunks.ToImmutable(), [.. open], states.ToImmutableDictionary(), Empty._stages.Union(stages));
    }

    public int CountOf(CandidateState state) => _states.GetValueOrDefault(state);

    /// <summary>Whether a candidate of that stage was proposed.</summary>
    public bool HasStage(string stage) => _stages.Contains(stage);

    /// <summary>Whether a candidate is new, or in another state or attempt than it is here.</summary>
    public bool IsNews(Candidate candidate) =>
        candidate.Id.Number > Length
        || this[candidate.Id.Number - 1] is var known
            && (known.State != candidate.State || known.Attempts != candidate.Attempts);

    /// <summary>The history with candidates as they are now; new ones follow the last without gaps.</summary>
    /// <param name="candidates">In order of their numbers.</param>
    /// <exception cref="ArgumentException">A number is left out.</exception>
    public CandidateHistory With(IEnumerable<Candidate> candidates) =>
        candidates.Aggregate(this, static (history, candidate) => history.With(candidate));

    public IEnumerator<Candidate> GetEnumerator()
    {
        foreach (var chunk in _chunks)
        {
            foreach (var candidate in chunk)
            {
                yield return candidate;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private CandidateHistory With(Candidate candidate)
    {
        var number = candidate.Id.Number;
        return number <= Length ? Replace(candidate, number - 1) : Append(candidate);
    }

    private CandidateHistory Replace(Candidate candidate, int index)
    {
        var chunk = _chunks[index / ChunkLength].SetItem(index % ChunkLength, candidate);
        var left = this[index].State;
        var states = _states.SetItem(left, _states[left] - 1);
        return new(_chunks.SetItem(index / ChunkLength, chunk), Opened(candidate), Counted(states, candidate), _stages)
        {
            _keys = _keys,
        };
    }

    private CandidateHistory Append(Candidate candidate)
    {
        RequireNumber(candidate, Length + 1);
        var chunks =
            Length % ChunkLength == 0
                ? _chunks.Add([candidate])
                : _chunks.SetItem(_chunks.Length - 1, _chunks[^1].Add(candidate));
        return new(chunks, Opened(candidate), Counted(_states, candidate), _stages.Add(candidate.Stage))
        {
            _keys = _keys?.Add(candidate.Configuration.Key),
        };
    }

    private ImmutableSortedSet<int> Opened(Candidate candidate) =>
        candidate.State.IsFinal ? _open.Remove(candidate.Id.Number) : _open.Add(candidate.Id.Number);

    private static ImmutableDictionary<CandidateState, int> Counted(
        ImmutableDictionary<CandidateState, int> states,
        Candidate candidate
    ) => states.SetItem(candidate.State, states.GetValueOrDefault(candidate.State) + 1);

    private static void RequireNumber(Candidate candidate, int expected)
    {
        if (candidate.Id.Number != expected)
        {
            throw new ArgumentException($"Candidate {candidate.Id} stands where number {expected} is due.");
        }
    }
}
