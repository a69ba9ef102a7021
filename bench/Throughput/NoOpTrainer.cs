using System.Diagnostics;
using System.Threading.Channels;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;
using NasCluster.Silo.Trainers;

namespace NasCluster.Throughput;

/// <summary>Speaks the trainer protocol as records: hello, an epoch for each that is asked for, a result.</summary>
internal sealed class NoOpTrainer : ITrainerChild
{
    private readonly NoOpTrainers _trainers;
    private readonly string _slot;
    private readonly Channel<TrainerMessage> _messages = Channel.CreateUnbounded<TrainerMessage>();
    private TrainCommand? _command;
    private int _epoch;
    private long _reportedAt;

    public NoOpTrainer(NoOpTrainers trainers, string slot)
    {
        (_trainers, _slot) = (trainers, slot);
        _messages.Writer.TryWrite(new HelloMessage(TrainerProtocol.Version, "no-op", "cpu", 1));
    }

    public bool HasExited => false;

    public void LogTo(string path) { }

    public void Send(TrainerCommand command)
    {
        if (command is TrainCommand train)
        {
            _trainers.Busy(_slot);
            (_command, _epoch) = (train, train.Resume?.Epoch ?? 0);
        }
        else
        {
            _trainers.ReportsMs.Enqueue(Stopwatch.GetElapsedTime(_reportedAt).TotalMilliseconds);
        }

        if (_epoch == _command!.Epochs)
        {
            _trainers.Free(_slot);
            _messages.Writer.TryWrite(new ResultMessage(_command.Nonce, Metrics()));
        }
        else if (_trainers.Epoch == TimeSpan.Zero)
        {
            Report();
        }
        else
        {
            _ = ReportLaterAsync();
        }
    }

    public async Task<TrainerMessage?> ReceiveAsync(CancellationToken ct) => await _messages.Reader.ReadAsync(ct);

    public Task<ChildExit> WaitForExitAsync() => Task.FromResult(new ChildExit(0, OutOfMemory: false, ""));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task ReportLaterAsync()
    {
        await Task.Delay(_trainers.Epoch);
        Report();
    }

    private void Report()
    {
        _reportedAt = Stopwatch.GetTimestamp();
        _messages.Writer.TryWrite(new EpochMessage(_command!.Nonce, new(++_epoch, 1, 1, Accuracy(), 1, 1000, 0.001)));
    }

    private CandidateMetrics Metrics() =>
        new()
        {
            Accuracy = Accuracy(),
            Loss = 1,
            StepTimeMs = 1,
            LatencyMs = 1,
            Macs = 1000,
            Params = 1000,
        };

    /// <summary>A number that differs between candidates.</summary>
    private double Accuracy() => _command!.Seed % 1_000_003 / 1_000_003.0;
}
