using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Search;
using NasCluster.Domain.Tables;

namespace NasCluster.Grains;

/// <summary>
/// Looks at the store, asks the search what is due, saves what it says. The store is the truth: two activations of one
/// experiment do no harm, since every change names the version it was decided on.
/// </summary>
internal sealed partial class ExperimentGrain(
    IExperimentStore store,
    ExperimentReports reports,
    TimeProvider clock,
    ILogger<ExperimentGrain> logger
) : Grain, IExperimentGrain
{
    private const int MostLosses = 4;
    private static readonly TimeSpan TimeCheckInterval = TimeSpan.FromSeconds(1);

    private readonly StoreMending _mending = new(store, clock, logger);

    // What was read of the store so far; the store is asked only for what changed since.
    private CandidateHistory _known = CandidateHistory.Empty;
    private Task _reconcile = Task.CompletedTask;
    private bool _due;
    private bool _proposing;
    private bool _exhausted;
    private int _losses;
    private (DateTimeOffset At, bool IsUp) _time;

    private string Id => this.GetPrimaryKeyString();

    public async Task<ExperimentSpec?> GetSpecAsync(CancellationToken ct = default) =>
        (await store.FindAsync(Id, ct))?.Spec;

    public async Task<ExperimentResult?> GetResultAsync(CancellationToken ct = default)
    {
        // What was nudged before is answered for.
        await _reconcile;
        return await reports.FindAsync(Id, ct) is { } report
            ? report.Result(clock.GetUtcNow()) with
            {
                WaitingFor = await MissingAsync(report.NeededDevices, ct),
            }
            : null;
    }

    public async Task<ImmutableArray<CandidateView>> GetCandidatesAsync(CancellationToken ct = default) =>
        await reports.FindAsync(Id, ct) is { } report ? report.Candidates : [];

    public async Task<ExperimentNews?> GetNewsAsync(long after, int known, int limit, CancellationToken ct = default)
    {
        await _reconcile;
        // The events first: the candidates are then at least as new.
        var events = await store.EventsAsync(Id, after, limit, ct);
        return await reports.FindAsync(Id, ct) is { } report
            ? new(
                report.Overview(clock.GetUtcNow()),
                report.Front,
                report.History.Length,
                Changed(report, events, known),
                events
            )
            : null;
    }

    public Task<ImmutableArray<ExperimentEvent>> GetEventsAsync(
        long after,
        int limit,
        CancellationToken ct = default
    ) => store.EventsAsync(Id, after, limit, ct);

    public async Task<bool> ChangeStateAsync(ExperimentState next, string? reason, CancellationToken ct = default)
    {
        var experiment = await store.FindAsync(Id, ct);
        while (experiment is not null)
        {
            if (await store.ChangeStateAsync(Id, experiment.Version, next, reason, ct))
            {
                await ReconcileAsync();
                return true;
            }

            // Proposals that were saved in between are no reason to refuse.
            var now = await store.FindAsync(Id, ct);
            experiment = now?.Version == experiment.Version ? null : now;
        }

        return false;
    }

    public Task NudgeAsync(CancellationToken ct = default) => ReconcileAsync();

    /// <summary>Those of the devices that no worker has.</summary>
    private async Task<ImmutableArray<string>> MissingAsync(ImmutableArray<string> needed, CancellationToken ct)
    {
        if (needed.IsEmpty)
        {
            return needed;
        }

        var workers = await GrainFactory.GetGrain<IWorkerIndexGrain>(0).ListAsync(ct);
        return needed.RemoveRange(workers.SelectMany(worker => worker.Offers));
    }

    private static ImmutableArray<CandidateView> Changed(
        ExperimentReport report,
        ImmutableArray<ExperimentEvent> events,
        int known
    )
    {
        if (known == ExperimentNews.NoCandidates)
        {
            return [];
        }

        var numbers = events
            .Where(item => item.Kind != ExperimentEventKind.Epoch)
            .Select(item => item.Candidate)
            .OfType<int>()
            .Where(number => number <= known && number <= report.History.Length)
            .Distinct()
            .Order();
        var added = report.History.Skip(known).Take(ExperimentNews.MostCandidates);
        return [.. numbers.Select(number => report.History[number - 1]).Concat(added).Select(report.Plain)];
    }

    /// <summary>
    /// Does what is due, and again until nothing is. Idempotent; may be called by anyone at any time: any number of calls
    /// that come while it is at work are one more look at the store.
    /// </summary>
    private Task ReconcileAsync()
    {
        _due = true;
        return _reconcile.IsCompleted ? _reconcile = WorkAsync() : _reconcile;
    }

    private async Task WorkAsync()
    {
        try
        {
            while (_due && !_proposing)
            {
                _due = false;
                if (await StepAsync(CancellationToken.None))
                {
                    _due = true;
                }
            }
        }
        catch (Exception e)
        {
            _known = CandidateHistory.Empty;
            LogReconcileFailed(Id, e);
        }
    }

    /// <summary>True where something was changed, so that more may be due.</summary>
    private async Task<bool> StepAsync(CancellationToken ct)
    {
        if (await ViewAsync(ct) is not { } view)
        {
            return false;
        }

        if (await _mending.LookAsync(Id, view.Candidates, ct))
        {
            return true;
        }

        if ((TableFailure(view) ?? SearchDirector.Failure(view)) is { } failure)
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

    /// <summary>Why an experiment on a table cannot go on here; null where it trains, and where the table is as it was.</summary>
    private static string? TableFailure(SearchView view)
    {
        try
        {
            TableCache.Of(view.Spec);
            return null;
        }
        catch (InvalidTableException e)
        {
            return $"The table cannot be used: {e.Message}";
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
            _known = CandidateHistory.Empty;
            LogReconcileFailed(Id, e);
        }
        finally
        {
            _proposing = false;
        }

        await ReconcileAsync();
    }

    private async Task<bool> SaveAsync(SearchView view, ImmutableArray<Proposal> proposals, CancellationToken ct)
    {
        if (proposals.IsEmpty)
        {
            LogExhausted(Id);
            _exhausted = true;
            return true;
        }

        CrashPoint.Reach(CrashPoint.Proposed);
        return Kept(await store.ProposeAsync(Id, view.Experiment.Version, Placed(view, proposals), ct));
    }

    /// <summary>With what a slot must have to take them.</summary>
    private static ImmutableArray<Proposal> Placed(SearchView view, ImmutableArray<Proposal> proposals) =>
        [
            .. proposals.Select(proposal =>
                proposal with
                {
                    Device = view.Spec.Placement?.First(proposal.Stage),
                    MemoryBytes = TrainingMemory.Of(view.Experiment, proposal),
                }
            ),
        ];

    /// <summary>
    /// Where somebody else changed the experiment, everything is read anew. True: look again, but not for ever after
    /// losses in a row; the next nudge goes on then.
    /// </summary>
    private bool Kept(bool kept)
    {
        if (kept)
        {
            _losses = 0;
            return true;
        }

        _known = CandidateHistory.Empty;
        return ++_losses % MostLosses != 0;
    }

    private async Task<bool> EndAsync(SearchView view, ExperimentState state, string? reason, CancellationToken ct)
    {
        CrashPoint.Reach(CrashPoint.Finishing);
        var ended = await store.ChangeStateAsync(Id, view.Experiment.Version, state, reason, ct);
        if (ended)
        {
            LogEnded(Id, state, reason);
        }

        return Kept(ended);
    }

    /// <summary>Looked at once a second, because it takes all candidates to tell.</summary>
    private bool IsTimeUp(SearchView view)
    {
        if (view.Spec.Budget.Minutes is not { } minutes)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (now - _time.At >= TimeCheckInterval || now < _time.At)
        {
            _time = (now, ActiveTime.Of(view.Candidates, now) >= TimeSpan.FromMinutes(minutes));
        }

        return _time.IsUp;
    }

    /// <summary>The running experiment with all candidates; null where it does not run.</summary>
    private async Task<SearchView?> ViewAsync(CancellationToken ct)
    {
        var known = _known;
        var changes = await store.ChangesAsync(Id, known, ct);
        if (changes is not { Experiment.State: ExperimentState.Running })
        {
            _known = CandidateHistory.Empty;
            return null;
        }

        if (await _mending.FillAsync(changes.Experiment, known, changes.Candidates, ct))
        {
            // The next nudge finds them.
            return null;
        }

        _known = known.With(changes.Candidates);
        return new(changes.Experiment, _known);
    }
}
