using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Candidates;

/// <summary>Why an attempt or a candidate ended without a result.</summary>
/// <param name="Kind">The class of the cause; the retry budget depends on it.</param>
/// <param name="Message">One line for people.</param>
/// <param name="Epoch">Epoch it happened in, counted from 1, where that is known.</param>
public sealed record CandidateFailure(FailureKind Kind, string Message, int? Epoch = null)
{
    /// <summary>Zero-cost proxies that were computed before it ended; null where none were.</summary>
    public ParameterSet? Proxies { get; init; }
}
