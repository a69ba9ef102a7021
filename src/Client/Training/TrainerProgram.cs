using System.Globalization;
using System.IO.Pipes;
using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;

namespace NasCluster.Client.Training;

/// <summary>
/// A trainer of your own as a program in C#: a slot starts it, hands it candidates one after the other and reads what they
/// reached. It speaks the protocol of docs/trainer-protocol.md; the program only trains.
/// </summary>
public static class TrainerProgram
{
    /// <summary>Whether this process was started by a slot to train; one program can so be both trainer and client.</summary>
    public static bool IsAsked => Variable(TrainerProtocol.CommandDescriptor).Length > 0;

    /// <summary>Trains what the slot asks for until it closes the pipe.</summary>
    /// <param name="name">Name and version, for logs.</param>
    /// <param name="train">
    /// Trains one candidate and returns what it reached. Report every epoch; an exception fails the candidate with its message
    /// (not a number: <see cref="ArithmeticException"/>, cannot be built: <see cref="ArgumentException"/>, others count as a crash).
    /// </param>
    /// <exception cref="InvalidOperationException">No slot started this process.</exception>
    public static async Task RunAsync(string name, Func<CandidateTraining, Task<CandidateMetrics>> train)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(train);
        if (!IsAsked)
        {
            throw new InvalidOperationException(
                $"{TrainerProtocol.CommandDescriptor} is not set: a slot starts trainers."
            );
        }

        using var commands = new StreamReader(Open(TrainerProtocol.CommandDescriptor, PipeDirection.In));
        await using var messages = new StreamWriter(Open(TrainerProtocol.MessageDescriptor, PipeDirection.Out))
        {
            NewLine = "\n",
        };
        var device = Variable(TrainerProtocol.Device) is { Length: > 0 } named ? named : "cpu";
        var threads = int.TryParse(Variable(TrainerProtocol.Threads), CultureInfo.InvariantCulture, out var count)
            ? count
            : 1;
        await SayAsync(messages, new HelloMessage(TrainerProtocol.Version, name, device, threads));
        while (await ReadAsync(commands) is { } command)
        {
            if (command is TrainCommand work)
            {
                await SayAsync(messages, await AnswerAsync(new(work, device, threads, commands, messages), train));
            }
        }
    }

    internal static Task SayAsync(StreamWriter messages, TrainerMessage message)
    {
        messages.WriteLine(JsonSerializer.Serialize(message, DomainJson.Default.TrainerMessage));
        return messages.FlushAsync();
    }

    internal static async Task<TrainerCommand?> ReadAsync(StreamReader commands) =>
        await commands.ReadLineAsync() is { } line
            ? JsonSerializer.Deserialize(line, DomainJson.Default.TrainerCommand)
            : null;

    private static async Task<TrainerMessage> AnswerAsync(
        CandidateTraining training,
        Func<CandidateTraining, Task<CandidateMetrics>> train
    )
    {
        var nonce = training.Command.Nonce;
        try
        {
            return new ResultMessage(nonce, await train(training));
        }
        catch (TrainingStoppedException e)
        {
            return new FailedMessage(nonce, new(FailureKind.Stopped, e.Message));
        }
        catch (Exception e)
        {
            var kind = e switch
            {
                ArithmeticException => FailureKind.Diverged,
                ArgumentException => FailureKind.Invalid,
                OutOfMemoryException => FailureKind.OutOfMemory,
                _ => FailureKind.Crash,
            };
            return new FailedMessage(nonce, new(kind, e.Message));
        }
    }

    private static AnonymousPipeClientStream Open(string variable, PipeDirection direction) =>
        new(direction, Variable(variable));

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
