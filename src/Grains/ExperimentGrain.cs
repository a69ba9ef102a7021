using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasCluster.Contracts;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Search;

namespace NasCluster.Grains;

/// <summary>
/// Looks at the store, asks the search what is due, saves what it says. The store is the truth: two activations of one
/// experiment do no harm, since every change names the version it was decided on.
/// </summary>
internal sealed partial class ExperimentGrain(
    IExperimentStore store,
    TimeProvider clock,
    ILogger<ExperimentGrain> logger
) : Grain, IExperimentGrain
{
    private bool _proposing;
    private bool _exhausted;

    private string Id => this.GetPrimaryKeyString();

    public async Task<ExperimentResult?> GetResultAsync(CancellationToken ct = default) =>
        await ReportAsync(ct) is { } report ? report.Result(clock.GetUtcNow()) : null;

    public async Task<ImmutableArray<CandidateView>> GetCandidatesAsync(CancellationToken ct = default) =>
        await ReportAsync(ct) is { } report ? report.Candidates : [];

    public Task<ImmutableArray<ExperimentEvent>> GetEventsAsync(
        long after,
        int limit,
        CancellationToken ct = default
    ) => store.EventsAsync(Id, after, limit, ct);

    public async Task<bool> ChangeStateAsync(ExperimentState next, string? reason, CancellationToken ct = default)
    {
        var experiment = await store.FindAsync(Id, ct);
        var changed = experiment is not null && await store.ChangeStateAsync(Id, experiment.Version, next, reason, ct);
        if (changed)
        {
            await ReconcileAsync(ct);
        }

        return changed;
    }

    public Task NudgeAsync(CancellationToken ct = default) => ReconcileAsync(ct);

    private async Task<ExperimentReport?> ReportAsync(CancellationToken ct) =>
        await store.FindAsync(Id, ct) is { } experiment ? new(experiment, await store.CandidatesAsync(Id, ct)) : null;

    /// <summary>Does what is due, and again until nothing is. Idempotent; may be called by anyone at any time.</summary>
    private async Task ReconcileAsync(CancellationToken ct)
    {
        try
        {
            while (!_proposing && await StepAsync(ct)) { }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogReconcileFailed(Id, e);
        }
    }

    /// <summary>True where something was changed, so that more may be due.</summary>
    private async Task<bool> StepAsync(CancellationToken ct)
    {
        if (await store.FindAsync(Id, ct) is not { State: ExperimentState.Running } experiment)
        {
            return false;
        }

        var view = new SearchView(experiment, await store.CandidatesAsync(Id, ct));
        if (SearchDirector.Failure(view) is { } failure)
        {
            return await EndAsync(view, ExperimentState.Failed, failure, ct);
        }

        var step = SearchDirector.Plan(view, _exhausted || IsTimeUp(view));
        switch (step.Kind)
        {
            case SearchStepKind.Propose when step.Heavy:
                _ = ProposeAsideAsync(view, step);
                return false;
            case SearchStepKind.Propose:
                return await SaveAsync(view, SearchDirector.Propose(view, step), ct);
            case SearchStepKind.Finish when view.Completed.IsEmpty:
                return await EndAsync(view, ExperimentState.Failed, "No candidate gave a finite result.", ct);
            case SearchStepKind.Finish:
                return await EndAsync(view, ExperimentState.Completed, reason: null, ct);
            default:
                return false;
        }
    }

    /// <summary>Lets the predictor grain compute while this one goes on answering; runs on this grain's scheduler.</summary>
    private async Task ProposeAsideAsync(SearchView view, SearchStep step)
    {
        _proposing = true;
        try
        {
            var proposals = await GrainFactory.GetGrain<IPredictorGrain>(Id).ProposeAsync(step);
            await SaveAsync(view, proposals, CancellationToken.None);
        }
        catch (Exception e)
        {
            LogReconcileFailed(Id, e);
        }
        finally
        {
            _proposing = false;
        }

        await ReconcileAsync(CancellationToken.None);
    }

    private async Task<bool> SaveAsync(
        SearchView view,
        ImmutableArray<Domain.Candidates.Proposal> proposals,
        CancellationToken ct
    )
    {
        if (proposals.IsEmpty)
        {
            LogExhausted(Id);
            _exhausted = true;
            return true;
        }

        CrashPoint.Reach(CrashPoint.Proposed);
        return await store.ProposeAsync(Id, view.Experiment.Version, proposals, ct);
    }

    private async Task<bool> EndAsync(SearchView view, ExperimentState state, string? reason, CancellationToken ct)
    {
        CrashPoint.Reach(CrashPoint.Finishing);
        var ended = await store.ChangeStateAsync(Id, view.Experiment.Version, state, reason, ct);
        if (ended)
        {
            LogEnded(Id, state, reason);
        }

        return ended;
    }

    private bool IsTimeUp(SearchView view) =>
        view.Spec.Budget.Minutes is { } minutes
        && ActiveTime.Of(view.Candidates, clock.GetUtcNow()) >= TimeSpan.FromMinutes(minutes);
}
