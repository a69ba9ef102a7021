using System.Threading.Channels;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Training;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Tests;

/// <summary>Trainers in this process that answer at once.</summary>
internal sealed class PromptTrainers : ITrainerLauncher
{
    public static DatasetDescription Dataset { get; } =
        new()
        {
            Name = "none",
            Folder = "",
            Channels = 1,
            Resolution = 1,
            Classes = 2,
            TrainCount = 1,
            TestCount = 1,
            ContentHash = "",
        };

    public ITrainerChild Start(TrainerCommandLine command, ChildResources resources, string logPath) => new Child();

    private sealed class Child : ITrainerChild
    {
        private readonly Channel<TrainerMessage> _messages = Channel.CreateUnbounded<TrainerMessage>();
        private TrainCommand _command = null!;
        private int _epoch;

        public Child() => _messages.Writer.TryWrite(new HelloMessage(TrainerProtocol.Version, "prompt", "cpu", 1));

        public bool HasExited => false;

        public void LogTo(string path) { }

        public void Send(TrainerCommand command)
        {
            (_command, _epoch) = command is TrainCommand train ? (train, 1) : (_command, _epoch + 1);
            _messages.Writer.TryWrite(
                _epoch > _command.Epochs
                    ? new ResultMessage(_command.Nonce, new() { Accuracy = 0.5, Loss = 1 })
                    : new EpochMessage(_command.Nonce, new(_epoch, 1, 1, 0.5, 1, 1, 1))
            );
        }

        public async Task<TrainerMessage?> ReceiveAsync(CancellationToken ct) => await _messages.Reader.ReadAsync(ct);

        public Task<ChildExit> WaitForExitAsync() => Task.FromResult(new ChildExit(0, OutOfMemory: false, ""));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
