using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;

namespace NasCluster.Storage.Postgres;

/// <summary>
/// The candidates of the experiments that were read last. A final candidate never changes, so of a search's growing list
/// only those that were open, and those that are new, are read again.
/// </summary>
internal sealed class CandidateSnapshots
{
    /// <summary>With more experiments in use than that it forgets all and starts anew.</summary>
    private const int Capacity = 16;

    private readonly ConcurrentDictionary<string, ImmutableArray<Candidate>> _known = new(StringComparer.Ordinal);

    /// <summary>What was known last, in order of the numbers; empty where nothing was.</summary>
    public ImmutableArray<Candidate> Of(string experiment) =>
        _known.TryGetValue(experiment, out var known) ? known : [];

    /// <summary>Numbers of those in a snapshot that may have changed since.</summary>
    public static int[] Open(ImmutableArray<Candidate> known) =>
        [.. known.Where(candidate => !candidate.State.IsFinal).Select(candidate => candidate.Id.Number)];

    /// <summary>The snapshot with what was read since, which is kept for the next time.</summary>
    /// <param name="experiment">Its id.</param>
    /// <param name="known">The snapshot that the query started from.</param>
    /// <param name="read">Rows of its open candidates and of newer ones, in order of their numbers.</param>
    public ImmutableArray<Candidate> Update(
        string experiment,
        ImmutableArray<Candidate> known,
        IReadOnlyList<Candidate> read
    )
    {
        var current = Merge(known, read);
        if (_known.Count >= Capacity && !_known.ContainsKey(experiment))
        {
            _known.Clear();
        }

        _known[experiment] = current;
        return current;
    }

    /// <summary>Candidates are numbered 1, 2, 3, … without gaps.</summary>
    /// <exception cref="StoredDataException">A row is gone.</exception>
    private static ImmutableArray<Candidate> Merge(ImmutableArray<Candidate> known, IReadOnlyList<Candidate> read)
    {
        if (read.Count == 0)
        {
            return known;
        }

        var merged = known.ToBuilder();
        foreach (var candidate in read)
        {
            if (candidate.Id.Number <= known.Length)
            {
                merged[candidate.Id.Number - 1] = candidate;
            }
            else if (candidate.Id.Number == merged.Count + 1)
            {
                merged.Add(candidate);
            }
            else
            {
                throw new StoredDataException(candidate.Id.Experiment, merged.Count + 1, "its row is gone.");
            }
        }

        return merged.ToImmutable();
    }
}
