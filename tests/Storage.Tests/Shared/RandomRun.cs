using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Tests.Shared;

/// <summary>
/// Three owners who do anything at any time, also with attempts they have lost, beside a model that knows which attempts
/// are current. Every answer of the store must be the model's.
/// </summary>
internal sealed class RandomRun(IExperimentStore store, FakeTimeProvider clock, int seed)
{
    private const int Experiments = 3;
    private const int BatchSize = 12;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(Make.LeaseSeconds);
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly Random _random = new(seed);
    private readonly List<AttemptRef> _all = [];
    private readonly Dictionary<AttemptRef, DateTimeOffset> _current = [];
    private readonly List<string> _experiments = [];
    private int _width;

    /// <summary>Writes of outdated attempts that were tried, all of them refused.</summary>
    public int Refused { get; private set; }

    public int Expired { get; private set; }

    public async Task StepAsync(int steps)
    {
        for (var i = 0; i < Experiments; i++)
        {
            var experiment = await store.CreateAsync(Make.Spec($"run{i}"), Make.Dataset(), $"op-{i}", Ct);
            _experiments.Add(experiment.Id);
            await ProposeAsync(experiment);
        }

        for (var i = 0; i < steps; i++)
        {
            await StepAsync();
        }
    }

    private async Task StepAsync()
    {
        switch (_random.Next(100))
        {
            case < 25:
                await ClaimAsync();
                break;
            case < 50:
                await RecordAsync();
                break;
            case < 70:
                await SettleAsync();
                break;
            case < 80:
                await BeatAsync();
                break;
            case < 90:
                clock.Advance(Lease / 5);
                break;
            case < 96:
                await ExpireAsync();
                break;
            default:
                await ChangeExperimentAsync();
                break;
        }
    }

    private async Task ClaimAsync()
    {
        if (await store.ClaimAsync($"worker-{_random.Next(3)}/0", Ct) is not { Attempt: var attempt })
        {
            return;
        }

        Assert.DoesNotContain(_current.Keys, other => other.Candidate == attempt.Candidate);
        _current.Add(attempt, clock.GetUtcNow() + Lease);
        _all.Add(attempt);
    }

    private async Task RecordAsync()
    {
        if (Any() is not { } attempt)
        {
            return;
        }

        var epoch = _random.Next(1, 4);
        var checkpoint = _random.Next(2) == 0 ? Make.Checkpoint(epoch, attempt.Number) : null;
        AssertFenced(
            attempt,
            await store.RecordAsync(attempt, Make.Report(epoch, _random.NextDouble()), checkpoint, Ct)
        );
    }

    private async Task SettleAsync()
    {
        if (Any() is not { } attempt || await store.FindAsync(attempt.Candidate, Ct) is not { } candidate)
        {
            return;
        }

        var crash = new CandidateFailure(FailureKind.Crash, "exit 139");
        var settlement = _random.Next(3) switch
        {
            0 => Make.Completed(_random.NextDouble()) with { Failures = candidate.Failures },
            1 => Make.Failed() with { Failures = candidate.Failures },
            _ => RetryPolicy.Settle(candidate, crash, crashBudget: 3),
        };
        AssertFenced(attempt, await store.SettleAsync(attempt, settlement, Ct));
        _current.Remove(attempt);
    }

    private async Task BeatAsync()
    {
        var attempts = Enumerable.Range(0, 4).Select(_ => Any()).OfType<AttemptRef>().Distinct().ToImmutableArray();

        var lost = await store.BeatAsync(attempts, Ct);

        Assert.Equal(attempts.Where(attempt => !_current.ContainsKey(attempt)), lost);
        foreach (var attempt in attempts.Except(lost))
        {
            _current[attempt] = clock.GetUtcNow() + Lease;
        }
    }

    private async Task ExpireAsync()
    {
        var due = _current.Where(pair => pair.Value <= clock.GetUtcNow()).Select(pair => pair.Key).ToList();

        var expired = await store.ExpireAsync(Ct);

        Assert.Equal(
            due.Select(attempt => attempt.Candidate.ToString()).Order(),
            expired.Select(candidate => candidate.ToString()).Order()
        );
        due.ForEach(attempt => _current.Remove(attempt));
        Expired += due.Count;
    }

    private async Task ChangeExperimentAsync()
    {
        var id = _experiments[_random.Next(_experiments.Count)];
        var experiment = (await store.FindAsync(id, Ct))!;
        switch (_random.Next(8))
        {
            case 0 when _random.Next(3) == 0:
                await ChangeAsync(experiment, ExperimentState.Cancelled);
                break;
            case < 3:
                await ChangeAsync(experiment, ExperimentState.Paused);
                break;
            case < 6:
                await ChangeAsync(experiment, ExperimentState.Running);
                break;
            default:
                await ProposeAsync(experiment);
                break;
        }
    }

    private async Task ChangeAsync(Experiment experiment, ExperimentState next)
    {
        var changed = await store.ChangeStateAsync(experiment.Id, experiment.Version, next, null, Ct);

        Assert.Equal(experiment.State.CanBecome(next), changed);
        if (changed && next == ExperimentState.Cancelled)
        {
            var stopped = _current.Keys.Where(attempt => attempt.Candidate.Experiment == experiment.Id).ToList();
            stopped.ForEach(attempt => _current.Remove(attempt));
        }
    }

    private async Task ProposeAsync(Experiment experiment)
    {
        var batch = Make.Batch(BatchSize, from: _width);
        _width += BatchSize;

        var added = await store.ProposeAsync(experiment.Id, experiment.Version, batch, Ct);

        Assert.Equal(!experiment.State.IsFinal, added);
    }

    /// <summary>One of the latest attempts, current or not; null before the first.</summary>
    private AttemptRef? Any() => _all.Count == 0 ? null : _all[^_random.Next(1, Math.Min(_all.Count, 12) + 1)];

    private void AssertFenced(AttemptRef attempt, bool accepted)
    {
        var current = _current.ContainsKey(attempt);
        Assert.Equal(current, accepted);
        Refused += current ? 0 : 1;
    }
}
