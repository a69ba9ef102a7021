using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Search;

namespace NasCluster.Grains;

/// <summary>
/// Compares what is known of an experiment's candidates with what is stored, one by one, and has put right what somebody
/// changed by hand: an experiment would wait for ever for a candidate that no slot can find.
/// </summary>
internal sealed partial class StoreMending(IExperimentStore store, TimeProvider clock, ILogger logger)
{
    private const int LooksPerWholeLook = 12;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private long? _lookedAt;
    private int _looks;

    /// <summary>Stores stand-ins for candidates that are left out of what was read; false where none is.</summary>
    /// <param name="experiment">Whose candidates they are.</param>
    /// <param name="known">What was known before.</param>
    /// <param name="read">What was read since.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<bool> FillAsync(
        Experiment experiment,
        CandidateHistory known,
        ImmutableArray<Candidate> read,
        CancellationToken ct
    )
    {
        var lost = LostCandidates.Between(experiment, known.Length, read);
        return !lost.IsEmpty && await MendAsync(experiment.Id, lost, ct);
    }

    /// <summary>
    /// Looks now and then whether open candidates are as they should be, and once a minute whether the final ones are there;
    /// false where nothing was to be done.
    /// </summary>
    /// <param name="experiment">The experiment's id.</param>
    /// <param name="known">Its candidates as they were read last.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<bool> LookAsync(string experiment, CandidateHistory known, CancellationToken ct)
    {
        if (_lookedAt is { } last && clock.GetElapsedTime(last) < Interval)
        {
            return false;
        }

        _lookedAt = clock.GetTimestamp();
        IEnumerable<Candidate> looked = ++_looks % LooksPerWholeLook == 0 ? known : known.Open;
        return await MendAsync(experiment, [.. looked], ct);
    }

    private async Task<bool> MendAsync(string experiment, ImmutableArray<Candidate> known, CancellationToken ct)
    {
        var mended = await store.MendAsync(experiment, known, ct);
        if (!mended.IsEmpty)
        {
            LogMended(experiment, string.Join(", ", mended.Select(candidate => candidate.Number)));
        }

        return !mended.IsEmpty;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Experiment {Experiment}: the rows of candidates {Candidates} were changed by hand; they were put right."
    )]
    private partial void LogMended(string experiment, string candidates);
}
