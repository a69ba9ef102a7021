using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Protocol;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Protocol;

/// <summary>A child loop on a thread of this process, and the slot's side of its two pipes.</summary>
internal sealed class ChildHarness : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly AnonymousPipeServerStream _commands = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _messages = new(PipeDirection.In);
    private readonly StreamReader _reader;
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<int> _loop;

    public ChildHarness(CandidateTrainer? trainer = null, Action? warmUp = null)
    {
        _reader = new(_messages, Encoding.UTF8);
        var input = new AnonymousPipeClientStream(PipeDirection.In, _commands.ClientSafePipeHandle);
        var output = new AnonymousPipeClientStream(PipeDirection.Out, _messages.ClientSafePipeHandle);
        var inbox = new CommandInbox(input, code => _exit.TrySetResult(code), Log.Add);
        inbox.Start();
        _loop = Task.Factory.StartNew(
            () =>
            {
                using (output)
                {
                    var loop = new ChildLoop(inbox, new(output), trainer ?? Commands.Trainer(), Log.Add, warmUp);
                    return loop.Run(new(TrainerProtocol.Version, "test", "cpu", 1));
                }
            },
            TaskCreationOptions.LongRunning
        );
    }

    public List<string> Log { get; } = [];

    /// <summary>What the process would have been ended with at the end of the input.</summary>
    public int ExitCode => _exit.Task.WaitAsync(Patience).GetAwaiter().GetResult();

    /// <summary>What the loop returned.</summary>
    public int LoopResult => _loop.WaitAsync(Patience).GetAwaiter().GetResult();

    public void Send(TrainerCommand command) =>
        SendLine(JsonSerializer.Serialize(command, DomainJson.Default.TrainerCommand));

    public void SendLine(string line) => _commands.Write(Encoding.UTF8.GetBytes($"{line}\n"));

    public T Receive<T>()
        where T : TrainerMessage =>
        Assert.IsType<T>(
            JsonSerializer.Deserialize(
                _reader.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult()!,
                DomainJson.Default.TrainerMessage
            )
        );

    public void EndInput() => _commands.Dispose();

    public void Dispose()
    {
        _commands.Dispose();
        _reader.Dispose();
        _messages.Dispose();
    }
}
