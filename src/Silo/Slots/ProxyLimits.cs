using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Search;

namespace NasCluster.Silo.Slots;

/// <summary>Limits on zero-cost proxies for one candidate: those of the experiment, and what its filter learned.</summary>
internal sealed class ProxyLimits(IExperimentStore store, Assignment assignment)
{
    /// <param name="own">The experiment's.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<ImmutableArray<LimitSpec>?> WithFilterAsync(ImmutableArray<LimitSpec>? own, CancellationToken ct)
    {
        var batch = new List<Candidate>();
        foreach (var number in ProxyFilter.LearnsFrom(assignment.Experiment.Spec, assignment.Candidate))
        {
            if (await store.FindAsync(new CandidateId(assignment.Experiment.Id, number), ct) is { } candidate)
            {
                batch.Add(candidate);
            }
        }

        return
            batch.Count > 0 && ProxyFilter.LimitOf(assignment.Experiment.Spec.Trainer.ProxyFilter!, batch) is { } limit
            ? (own ?? []).Add(limit)
            : own;
    }
}
