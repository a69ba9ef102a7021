using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage;

namespace NasCluster.Faults.Tests.Simulation;

/// <summary>
/// The control plane in one process under seeded faults: the product's store (SQLite), search, retry policy and fence;
/// two coordinators, three workers, a reaper. The same seed gives the same run, step by step.
/// </summary>
internal sealed class Simulation(ulong seed)
{
    private const int Candidates = 8;
    private const int MostTurns = 20_000;
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private readonly Random _random = new(unchecked((int)seed * 7919 + 17));

    public static ExperimentSpec Spec(ulong seed) =>
        FaultSpec.Of("simulated", "none", Candidates, epochs: 3, lease: Lease.TotalSeconds, seed: seed) with
        {
            Strategy = new(seed % 2 == 0 ? "random" : "regularized-evolution", Domain.SearchSpaces.ParameterSet.Empty),
            Final = new(2, 5),
        };

    /// <summary>Runs it to the end, and says what was found wrong; empty where nothing was.</summary>
    public async Task<SimulationResult> RunAsync()
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(
                Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(),
                string.Create(CultureInfo.InvariantCulture, $"nas-sim-{seed}-{Guid.NewGuid():N}")
            )
        );
        try
        {
            var clock = new SimulatedClock(_random, Lease);
            using var inner = new SqliteExperimentStore(Path.Combine(folder.FullName, "sim.db"), clock.Time);
            await inner.MigrateAsync(Ct);
            return await RunAsync(inner, clock);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<SimulationResult> RunAsync(SqliteExperimentStore inner, SimulatedClock clock)
    {
        var turns = new Turns(_random);
        var store = new FaultyStore(inner, turns, _random, rate: 0.1);
        var id = (await inner.CreateAsync(Spec(seed), FaultSpec.Dataset, "operation", Ct)).Id;
        var again = (await inner.CreateAsync(Spec(seed), FaultSpec.Dataset, "operation", Ct)).Id;
        SimulatedWorker[] workers =
        [
            .. Enumerable.Range(0, 3).Select(i => new SimulatedWorker(store, turns, _random, clock, $"w{i}")),
        ];
        Func<Task>[] actors =
        [
            new SimulatedCoordinator(store, id).RunAsync,
            new SimulatedCoordinator(store, id).RunAsync,
            () => ForeverAsync(async () => await store.ExpireAsync(Ct)),
            () => ForeverAsync(store.DeliverLateAsync),
            .. workers.Select(worker => (Func<Task>)worker.RunAsync),
        ];
        await turns.RunAsync(
            actors,
            async () => (await inner.FindAsync(id, Ct))!.State == ExperimentState.Completed,
            clock.Pass,
            MostTurns
        );
        var wrong = await WrongAsync(inner, id);
        if (again != id)
        {
            wrong.Add($"submitted twice: {id}, {again}");
        }

        if (store.Zombies > 0)
        {
            wrong.Add($"Z: {store.Zombies} writes of a lost attempt were accepted");
        }

        return new(
            seed,
            turns.Count,
            store.Faults,
            store.Refused,
            workers.Sum(worker => worker.Kills),
            workers.Sum(worker => worker.Freezes),
            [.. wrong],
            await TraceAsync(inner, id)
        );
    }

    private static async Task ForeverAsync(Func<Task> step)
    {
        while (true)
        {
            try
            {
                await step();
            }
            catch (StoreAwayException)
            {
                // Again at the next turn.
            }
        }
    }

    private static async Task<List<string>> WrongAsync(SqliteExperimentStore store, string id)
    {
        var wrong = new List<string>();
        var experiment = (await store.FindAsync(id, Ct))!;
        var candidates = await store.CandidatesAsync(id, Ct);
        var events = await store.EventsAsync(id, after: 0, limit: 10_000, Ct);
        var searched = candidates.Count(candidate => candidate.Stage != Domain.Search.SearchStages.Final);
        if (searched != experiment.Spec.Budget.Candidates)
        {
            wrong.Add($"D: {searched} proposals, budget {experiment.Spec.Budget.Candidates}");
        }

        foreach (var candidate in candidates)
        {
            var finals = events.Count(item => item.Candidate == candidate.Id.Number && IsFinal(item.Kind));
            var epochs = await store.EpochsAsync(candidate.Id, Ct);
            if (!candidate.State.IsFinal || finals == 0)
            {
                wrong.Add($"L: {candidate.Id} is {candidate.State} with {finals} finals");
            }

            if (finals > 1 || epochs.Select(epoch => epoch.Epoch).Distinct().Count() != epochs.Length)
            {
                wrong.Add($"D: {candidate.Id} has {finals} finals and {epochs.Length} epochs");
            }

            if (
                candidate.State == CandidateState.Completed
                && (
                    epochs.Length != candidate.Epochs
                    || candidate.Metrics!.Accuracy != SimulatedWorker.Metrics(candidate).Accuracy
                )
            )
            {
                wrong.Add($"L: {candidate.Id} is complete with {epochs.Length} of {candidate.Epochs} epochs");
            }

            var requeued = events.Count(item =>
                item.Candidate == candidate.Id.Number && item.Kind == ExperimentEventKind.Requeued
            );
            if (candidate.Failures.Crashes + candidate.Failures.Infrastructure != requeued)
            {
                wrong.Add($"C: {candidate.Id} was requeued {requeued} times and charged {candidate.Failures}");
            }
        }

        if (
            !events.Select(item => item.Sequence).SequenceEqual(Enumerable.Range(1, events.Length).Select(i => (long)i))
        )
        {
            wrong.Add("the events have gaps");
        }

        return wrong;
    }

    private static bool IsFinal(ExperimentEventKind kind) =>
        kind is ExperimentEventKind.Completed or ExperimentEventKind.Failed or ExperimentEventKind.Pruned;

    private static async Task<string> TraceAsync(SqliteExperimentStore store, string id) =>
        string.Join(
            '\n',
            (await store.EventsAsync(id, after: 0, limit: 10_000, Ct)).Select(item =>
                string.Create(CultureInfo.InvariantCulture, $"{item.Sequence} {item.Kind} {item.Candidate} {item.At:O}")
            )
        );
}
