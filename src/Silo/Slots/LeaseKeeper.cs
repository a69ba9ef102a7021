using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Silo.Slots;

/// <summary>
/// Extends all leases of this silo, on a thread of its own so that a busy thread pool does not cost one. A lease that the
/// store says is lost is given up here. While the store is away trainings go on, up to the silo's patience: what another
/// slot took over meanwhile is found out when it is back.
/// </summary>
internal sealed partial class LeaseKeeper(
    IExperimentStore store,
    TimeProvider clock,
    IOptions<SiloOptions> options,
    ILogger<LeaseKeeper> logger
) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<AttemptRef, LeaseHold> _holds = new();
    private readonly CancellationTokenSource _stopping = new();
    private Thread? _thread;

    /// <summary>How many leases it extends.</summary>
    public int Held => _holds.Count;

    public LeaseHold Hold(AttemptRef attempt)
    {
        var hold = new LeaseHold(attempt, this) { ConfirmedAt = clock.GetTimestamp() };
        _holds[attempt] = hold;
        return hold;
    }

    public void Release(LeaseHold hold) => _holds.TryRemove(hold.Attempt, out _);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new(Run) { IsBackground = true, Name = "leases" };
        _thread.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _thread?.Join(TimeSpan.FromSeconds(5));
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>One round: extend what is held, give up what is lost.</summary>
    internal void Beat(CancellationToken ct)
    {
        var attempts = _holds.Keys.ToImmutableArray();
        if (attempts.IsEmpty)
        {
            return;
        }

        var sentAt = clock.GetTimestamp();
        try
        {
            var lost = store.BeatAsync(attempts, ct).GetAwaiter().GetResult();
            Confirm(attempts.Except(lost), sentAt);
            GiveUp(lost);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBeatFailed(e);
            GiveUp(
                _holds
                    .Values.Where(hold => clock.GetElapsedTime(hold.ConfirmedAt) > options.Value.AwayPatience)
                    .Select(hold => hold.Attempt)
            );
        }
    }

    private void Run()
    {
        try
        {
            while (!_stopping.Token.WaitHandle.WaitOne(options.Value.BeatInterval))
            {
                Beat(_stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops; slots release their attempts themselves.
        }
    }

    private void Confirm(IEnumerable<AttemptRef> attempts, long at)
    {
        foreach (var attempt in attempts)
        {
            if (_holds.TryGetValue(attempt, out var hold))
            {
                hold.ConfirmedAt = at;
            }
        }
    }

    private void GiveUp(IEnumerable<AttemptRef> attempts)
    {
        foreach (var attempt in attempts)
        {
            if (_holds.TryRemove(attempt, out var hold))
            {
                LogLeaseLost(attempt.Candidate.ToString(), attempt.Number);
                hold.Lose();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Leases could not be extended; they will be tried again.")]
    private partial void LogBeatFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The lease of attempt {Attempt} at {Candidate} is lost.")]
    private partial void LogLeaseLost(string candidate, int attempt);
}
