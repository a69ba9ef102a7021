using System.Globalization;
using System.IO.Pipes;
using NasCluster.Domain.Training;

namespace NasCluster.FaultSilo;

/// <summary>
/// Stands in for the built-in trainer when a slot proves at its start that one comes up: says hello and waits, without
/// loading libtorch. Candidates of fault tests are trained by a scripted trainer.
/// </summary>
internal static class SelfCheckTrainer
{
    public static int Run()
    {
        if (Environment.GetEnvironmentVariable(TrainerProtocol.MessageDescriptor) is not { } message)
        {
            Console.Error.WriteLine("usage: FOLDER CLUSTER SLOTS, with NASCLUSTER_POSTGRES set");
            return 2;
        }

        using var messages = new AnonymousPipeClientStream(PipeDirection.Out, message);
        var command = Environment.GetEnvironmentVariable(TrainerProtocol.CommandDescriptor)!;
        using var commands = new AnonymousPipeClientStream(PipeDirection.In, command);
        var version = TrainerProtocol.Version.ToString(CultureInfo.InvariantCulture);
        messages.Write(
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"type":"hello","protocol":{{version}},"trainer":"check","device":"cpu","threads":1}"""
            )
        );
        messages.Write("\n"u8);
        return commands.ReadByte() < 0 ? 0 : 1;
    }
}
