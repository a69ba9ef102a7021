using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;

namespace NasCluster.Grains;

/// <summary>One experiment as the store has it, read whole once and then only what changed.</summary>
internal sealed class ExperimentMirror(IExperimentStore store, string id)
{
    private readonly Lock _lock = new();
    private ExperimentReport? _report;
    private Task<ExperimentReport?> _last = Task.FromResult<ExperimentReport?>(null);

    /// <summary>As it was at some moment after the call; null where there is no such experiment.</summary>
    public Task<ExperimentReport?> ReadAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            return _last = AfterAsync(_last, ct);
        }
    }

    private async Task<ExperimentReport?> AfterAsync(Task before, CancellationToken ct)
    {
        await before.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
        );
        _report = _report switch
        {
            null => await FirstAsync(ct),
            { Experiment.State.IsFinal: true } ended => ended,
            var known => await RenewAsync(known, ct),
        };
        return _report;
    }

    private async Task<ExperimentReport?> FirstAsync(CancellationToken ct) =>
        // The experiment first: where it is final, so are the candidates.
        await store.FindAsync(id, ct) is { } experiment
            ? new(experiment, await store.CandidatesAsync(id, ct))
            : null;

    private async Task<ExperimentReport?> RenewAsync(ExperimentReport known, CancellationToken ct)
    {
        if (await store.ChangesAsync(id, known.History, ct) is not { } changes)
        {
            return null;
        }

        return changes.Candidates.IsEmpty && changes.Experiment.Version == known.Experiment.Version
            ? known
            : known.With(changes.Experiment, changes.Candidates);
    }
}
