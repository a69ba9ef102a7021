using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Faults.Tests.Simulation;

/// <summary>
/// A store whose calls take turns and meet faults: not done (B7), done but the answer is lost (B6, F3), done twice (F1),
/// and once more much later (F2). It checks that no write of an attempt that is not current is accepted (Z).
/// </summary>
internal sealed class FaultyStore(IExperimentStore inner, Turns turns, Random random, double rate) : IExperimentStore
{
    private readonly List<Func<Task>> _late = [];

    public int Faults { get; private set; }

    public int Refused { get; private set; }

    public int Zombies { get; private set; }

    public Task MigrateAsync(CancellationToken ct) => inner.MigrateAsync(ct);

    public Task<Experiment> CreateAsync(
        ExperimentSpec spec,
        DatasetDescription dataset,
        string operationId,
        CancellationToken ct
    ) => WriteAsync(() => inner.CreateAsync(spec, dataset, operationId, ct));

    public Task<Experiment?> FindAsync(string experiment, CancellationToken ct) =>
        ReadAsync(() => inner.FindAsync(experiment, ct));

    public Task<ImmutableArray<Experiment>> ListAsync(CancellationToken ct) => ReadAsync(() => inner.ListAsync(ct));

    public Task<bool> ChangeStateAsync(
        string experiment,
        long version,
        ExperimentState next,
        string? reason,
        CancellationToken ct
    ) => WriteAsync(() => inner.ChangeStateAsync(experiment, version, next, reason, ct));

    public Task<bool> ProposeAsync(
        string experiment,
        long version,
        ImmutableArray<Proposal> proposals,
        CancellationToken ct
    ) => WriteAsync(() => inner.ProposeAsync(experiment, version, proposals, ct));

    public Task<ExperimentChanges?> ChangesAsync(string experiment, CandidateHistory known, CancellationToken ct) =>
        ReadAsync(() => inner.ChangesAsync(experiment, known, ct));

    public Task<ImmutableArray<Candidate>> CandidatesAsync(string experiment, CancellationToken ct) =>
        ReadAsync(() => inner.CandidatesAsync(experiment, ct));

    public Task<Candidate?> FindAsync(CandidateId candidate, CancellationToken ct) =>
        ReadAsync(() => inner.FindAsync(candidate, ct));

    public Task<CheckpointRef?> CheckpointAsync(CandidateId candidate, CancellationToken ct) =>
        ReadAsync(() => inner.CheckpointAsync(candidate, ct));

    public Task<Assignment?> ClaimAsync(string owner, SlotOffer offer, CancellationToken ct) =>
        WriteAsync(() => inner.ClaimAsync(owner, offer, ct), mayRepeat: false);

    public Task<ImmutableArray<AttemptRef>> BeatAsync(ImmutableArray<AttemptRef> attempts, CancellationToken ct) =>
        WriteAsync(() => inner.BeatAsync(attempts, ct));

    public Task<bool> RecordAsync(
        AttemptRef attempt,
        EpochReport report,
        CheckpointRef? checkpoint,
        CancellationToken ct
    ) => WriteAsync(() => FencedAsync(attempt, () => inner.RecordAsync(attempt, report, checkpoint, ct)));

    public Task<bool> SettleAsync(AttemptRef attempt, Settlement settlement, CancellationToken ct) =>
        WriteAsync(() => FencedAsync(attempt, () => inner.SettleAsync(attempt, settlement, ct)));

    public Task<ImmutableArray<CandidateId>> ExpireAsync(CancellationToken ct) =>
        WriteAsync(() => inner.ExpireAsync(ct));

    public Task<ImmutableArray<CandidateId>> MendAsync(
        string experiment,
        ImmutableArray<Candidate> known,
        CancellationToken ct
    ) => WriteAsync(() => inner.MendAsync(experiment, known, ct));

    public Task<ImmutableArray<EpochReport>> EpochsAsync(CandidateId candidate, CancellationToken ct) =>
        ReadAsync(() => inner.EpochsAsync(candidate, ct));

    public Task<ImmutableArray<double>> AccuraciesAsync(CandidateId candidate, int epoch, CancellationToken ct) =>
        ReadAsync(() => inner.AccuraciesAsync(candidate, epoch, ct));

    public Task<ImmutableArray<Rival>> RivalsAsync(CandidateId candidate, int epoch, CancellationToken ct) =>
        ReadAsync(() => inner.RivalsAsync(candidate, epoch, ct));

    public Task<ImmutableArray<ExperimentEvent>> EventsAsync(
        string experiment,
        long after,
        int limit,
        CancellationToken ct
    ) => ReadAsync(() => inner.EventsAsync(experiment, after, limit, ct));

    /// <summary>One of the calls that were kept back arrives now, long after its sender had its answer.</summary>
    public async Task DeliverLateAsync()
    {
        await turns.NextAsync();
        if (_late.Count > 0)
        {
            var next = random.Next(_late.Count);
            var call = _late[next];
            _late.RemoveAt(next);
            await call();
        }
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> call)
    {
        await turns.NextAsync();
        return Happens() ? throw new StoreAwayException("read fault") : await call();
    }

    private async Task<T> WriteAsync<T>(Func<Task<T>> call, bool mayRepeat = true)
    {
        await turns.NextAsync();
        if (!Happens())
        {
            return await call();
        }

        switch (random.Next(mayRepeat ? 4 : 2))
        {
            case 0:
                throw new StoreAwayException("not done");
            case 1:
                await call();
                throw new StoreAwayException("done, but the answer is lost");
            case 2:
                await call();
                return await call();
            default:
                _late.Add(call);
                return await call();
        }
    }

    private async Task<bool> FencedAsync(AttemptRef attempt, Func<Task<bool>> call)
    {
        var before = await inner.FindAsync(attempt.Candidate, CancellationToken.None);
        var current = before is { State: CandidateState.Running } && before.Attempts == attempt.Number;
        var accepted = await call();
        Zombies += accepted && !current ? 1 : 0;
        Refused += accepted ? 0 : 1;
        return accepted;
    }

    private bool Happens()
    {
        var happens = random.NextDouble() < rate;
        Faults += happens ? 1 : 0;
        return happens;
    }
}
