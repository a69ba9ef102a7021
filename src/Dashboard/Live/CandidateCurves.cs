using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>Epochs of candidates; those of one that is done are read once.</summary>
internal sealed class CandidateCurves(ClusterConnection cluster)
{
    private const int MostKept = 2000;
    private readonly ConcurrentDictionary<CandidateId, ImmutableArray<EpochReport>> _done = new();

    public async Task<ImmutableArray<EpochReport>> ReadAsync(CandidateView candidate, CancellationToken ct)
    {
        if (_done.TryGetValue(candidate.Id, out var known))
        {
            return known;
        }

        var epochs = await cluster.Client.Experiment(candidate.Id.Experiment).GetCurveAsync(candidate.Number, ct);
        if (candidate.State.IsFinal)
        {
            if (_done.Count >= MostKept)
            {
                _done.Clear();
            }

            _done[candidate.Id] = epochs;
        }

        return epochs;
    }

    /// <summary>Those of several, in their order.</summary>
    public async Task<ImmutableArray<CandidateCurve>> ReadAsync(
        IEnumerable<CandidateView> candidates,
        CancellationToken ct
    ) =>
        [
            .. await Task.WhenAll(
                candidates.Select(async candidate => new CandidateCurve(candidate, await ReadAsync(candidate, ct)))
            ),
        ];
}
