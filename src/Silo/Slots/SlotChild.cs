using System.ComponentModel;
using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Training;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Slots;

/// <summary>The child of a slot: started when it is needed, kept warm between candidates, replaced when it is spent.</summary>
internal sealed class SlotChild(int index, string worker, SiloOptions options)
{
    private const int MostCandidates = 50;
    private const int NotFound = 2;
    private const int NotExecutable = 8;
    private const int NotPermitted = 13;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly LogFolders _logs = new(options.DataFolder);
    private ITrainerChild? _child;
    private TrainerCommandLine? _command;
    private int _candidates;
    private bool _isUnfit;

    /// <summary>A child that waits for a command.</summary>
    /// <param name="trainer">The program.</param>
    /// <param name="attempt">What it will work at: its log begins; null for none.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="TrainerStartException">None comes up.</exception>
    public async Task<ITrainerChild> ReadyAsync(TrainerSpec trainer, AttemptRef? attempt, CancellationToken ct)
    {
        var log = attempt is null ? null : _logs.Of(attempt);
        var command = CommandOf(trainer);
        if (_child is null || _child.HasExited || command != _command || ++_candidates > MostCandidates)
        {
            await StopAsync();
            _child = await StartAsync(command, log, ct);
            _command = command;
            _candidates = 1;
        }
        else if (log is not null)
        {
            _child.LogTo(log);
        }

        return _child;
    }

    /// <summary>The child went away in the middle of an attempt: what that means for the candidate.</summary>
    public async Task<CandidateFailure> DroppedAsync()
    {
        var exit = await _child!.WaitForExitAsync();
        _isUnfit |= exit.Code == TrainerProtocol.DeviceLostExit;
        await StopAsync();
        return exit.ToFailure();
    }

    /// <summary>Something of this machine kept an attempt from its end: its device, its data, its disk.</summary>
    public void NoteUnfit() => _isUnfit = true;

    /// <summary>Whether an attempt failed since the last question for a reason of this machine.</summary>
    public bool WasUnfit() => Interlocked.Exchange(ref _isUnfit, false);

    public async Task StopAsync()
    {
        if (_child is { } child)
        {
            _child = null;
            await child.DisposeAsync();
        }
    }

    private TrainerCommandLine CommandOf(TrainerSpec trainer) =>
        trainer.Command.IsEmpty
            ? TrainerCommandLine.BuiltIn(TrainerLocation.Find(options.TrainerPath))
            : TrainerCommandLine.Foreign(trainer.Command);

    private async Task<ITrainerChild> StartAsync(TrainerCommandLine command, string? attemptLog, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{worker}-{index}.log");
        var log = Path.Combine(Path.GetFullPath(options.DataFolder), "logs", name);
        ITrainerChild child;
        try
        {
            child = options.Trainers.Start(command, Resources(), log);
        }
        catch (Exception e) when (e is Win32Exception or IOException or OutOfMemoryException)
        {
            throw new TrainerStartException(
                $"The trainer '{command.Program}' cannot be started: {e.Message}",
                IsExhausted(e) ? FailureKind.Infrastructure : FailureKind.Crash,
                e
            );
        }

        if (attemptLog is not null)
        {
            child.LogTo(attemptLog);
        }

        try
        {
            await GreetAsync(child, ct);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>No process, descriptor, memory or disk is to be had: not the fault of what was to be started.</summary>
    private static bool IsExhausted(Exception error) =>
        error is not Win32Exception { NativeErrorCode: NotFound or NotPermitted or NotExecutable };

    private ChildResources Resources() =>
        new(
            options.DeviceOf(index).Device,
            options.ThreadsPerSlot,
            options.PinProcessors ? ThreadAffinity.OfSlot(index, options.ThreadsPerSlot) : []
        );

    private static async Task GreetAsync(ITrainerChild child, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(StartPatience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            switch (await child.ReceiveAsync(either.Token))
            {
                case HelloMessage { Protocol: TrainerProtocol.Version }:
                    return;
                case HelloMessage hello:
                    throw new TrainerStartException(
                        $"The trainer speaks protocol {hello.Protocol}; this silo speaks {TrainerProtocol.Version}."
                    );
                case null:
                    var failure = (await child.WaitForExitAsync()).ToFailure();
                    throw new TrainerStartException($"The trainer did not start. {failure.Message}", failure.Kind);
                default:
                    throw new TrainerStartException("The trainer did not say hello first.");
            }
        }
        catch (TrainerProtocolException e)
        {
            throw new TrainerStartException($"The trainer did not say hello: {e.Message}", inner: e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TrainerStartException($"The trainer did not say hello within {StartPatience.TotalSeconds} s.");
        }
    }
}
