using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Domain.Ports;

/// <summary>
/// The durable truth: experiments, candidates, attempts, epochs, checkpoints and events. Every write about a candidate's
/// training is fenced by its attempt; every change of an experiment is a compare and set on its version. All times are
/// the store's clock. Callers on several machines may call at once.
/// </summary>
public interface IExperimentStore
{
    /// <summary>Creates the tables where they are missing; checks the schema version where they are not.</summary>
    Task MigrateAsync(CancellationToken ct);

    /// <summary>Stores a new experiment in state Running and gives it an id made from its name and a number.</summary>
    /// <param name="spec">A spec that was checked.</param>
    /// <param name="dataset">The data set it was resolved to.</param>
    /// <param name="operationId">Unique for one submission: a second call with it returns the first call's experiment.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<Experiment> CreateAsync(
        ExperimentSpec spec,
        DatasetDescription dataset,
        string operationId,
        CancellationToken ct
    );

    Task<Experiment?> FindAsync(string experiment, CancellationToken ct);

    /// <summary>All experiments, newest first.</summary>
    Task<ImmutableArray<Experiment>> ListAsync(CancellationToken ct);

    /// <summary>Changes the state; false where the version is no longer the given one or the change is not legal.</summary>
    /// <remarks>On cancel and fail, candidates that are not final become Pruned (kind Stopped), which fences their attempts.</remarks>
    Task<bool> ChangeStateAsync(
        string experiment,
        long version,
        ExperimentState next,
        string? reason,
        CancellationToken ct
    );

    /// <summary>
    /// Adds candidates in order, numbered on from the last one, and raises the version, all in one transaction. False,
    /// and nothing added, where the version is no longer the given one. A proposal whose key exists already is an
    /// <see cref="InvalidOperationException"/>.
    /// </summary>
    Task<bool> ProposeAsync(string experiment, long version, ImmutableArray<Proposal> proposals, CancellationToken ct);

    /// <summary>All candidates of an experiment in order of their numbers.</summary>
    Task<ImmutableArray<Candidate>> CandidatesAsync(string experiment, CancellationToken ct);

    /// <summary>
    /// The experiment with the candidates that are no longer as the caller knows them: those that were not final and are in
    /// another state or attempt now, and new ones. Null where there is no such experiment. The cost does not depend on how
    /// many candidates are final: those never change.
    /// </summary>
    /// <param name="experiment">Its id.</param>
    /// <param name="known">What was read before; empty for everything.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<ExperimentChanges?> ChangesAsync(string experiment, CandidateHistory known, CancellationToken ct);

    Task<Candidate?> FindAsync(CandidateId candidate, CancellationToken ct);

    /// <summary>The last checkpoint of a candidate; null where it has none.</summary>
    Task<CheckpointRef?> CheckpointAsync(CandidateId candidate, CancellationToken ct);

    /// <summary>
    /// Opens an attempt on the first ready candidate of a running experiment that the offer is good for (oldest experiment
    /// first, then by number), or returns null where there is none. The lease runs for the experiment's lease time.
    /// </summary>
    Task<Assignment?> ClaimAsync(string owner, SlotOffer offer, CancellationToken ct);

    /// <summary>Extends the leases of attempts that are still current; returns those that were lost.</summary>
    Task<ImmutableArray<AttemptRef>> BeatAsync(ImmutableArray<AttemptRef> attempts, CancellationToken ct);

    /// <summary>
    /// Records an epoch and its checkpoint together. False where the attempt is no longer current. An epoch recorded by an
    /// earlier attempt stays as it is (true is returned); the checkpoint is replaced by the newer one.
    /// </summary>
    Task<bool> RecordAsync(AttemptRef attempt, EpochReport report, CheckpointRef? checkpoint, CancellationToken ct);

    /// <summary>Ends the attempt and moves the candidate on. False where the attempt is no longer current.</summary>
    Task<bool> SettleAsync(AttemptRef attempt, Settlement settlement, CancellationToken ct);

    /// <summary>Puts candidates whose lease has run out back to Ready (kind Infrastructure); returns them.</summary>
    Task<ImmutableArray<CandidateId>> ExpireAsync(CancellationToken ct);

    /// <summary>
    /// Puts right what somebody changed by hand: a known candidate whose row is gone is stored again, waiting unless it is
    /// final; a running one without an open attempt waits again; a waiting one counts its attempts on from the last one that
    /// there is; an open attempt that is not its candidate's current one ends, uncharged. Returns the candidates that this
    /// concerned.
    /// </summary>
    /// <param name="experiment">Its id.</param>
    /// <param name="known">Candidates that should be there, by number, as they were when they were read last.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<ImmutableArray<CandidateId>> MendAsync(
        string experiment,
        ImmutableArray<Candidate> known,
        CancellationToken ct
    );

    /// <summary>Epochs of a candidate in order, whichever attempt trained them.</summary>
    Task<ImmutableArray<EpochReport>> EpochsAsync(CandidateId candidate, CancellationToken ct);

    /// <summary>
    /// What other candidates of the experiment, of those that are trained for as many epochs, had for accuracy at an epoch;
    /// in no order.
    /// </summary>
    Task<ImmutableArray<double>> AccuraciesAsync(CandidateId candidate, int epoch, CancellationToken ct);

    /// <summary>
    /// The candidates of <see cref="AccuraciesAsync"/> as they stood at that epoch, with what decides their costs; in no
    /// order.
    /// </summary>
    Task<ImmutableArray<Rival>> RivalsAsync(CandidateId candidate, int epoch, CancellationToken ct);

    /// <summary>Events after a sequence number, in order, at most <paramref name="limit"/> of them.</summary>
    Task<ImmutableArray<ExperimentEvent>> EventsAsync(string experiment, long after, int limit, CancellationToken ct);
}
