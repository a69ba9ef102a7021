using System.IO.Pipes;
using System.Runtime.InteropServices;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Data.Decoded;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Protocol;

/// <summary>The child as a process: its descriptors, its settings, libtorch.</summary>
internal static class ChildProcess
{
    public static bool IsAsked => Variable(TrainerProtocol.CommandDescriptor) is { Length: > 0 };

    /// <summary>Serves the slot that started this process.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(TextWriter error)
    {
        // Ctrl-C at a terminal reaches the whole process group; the silo decides when its children end.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        try
        {
            var settings = TrainerSettings.From(Variable);
            // Not disposed: closing a pipe waits for the thread that reads it, and the process ends anyway.
            var commands = Open(TrainerProtocol.CommandDescriptor, PipeDirection.In);
            var messages = Open(TrainerProtocol.MessageDescriptor, PipeDirection.Out);
            var inbox = new CommandInbox(commands, ProcessEnd.Now, error.WriteLine);
            inbox.Start();
            TorchRuntime.Start(settings);
            var data = new DatasetCache(
                description => DatasetCatalog.FromEnvironment().Load(description),
                SharedImages(settings)
            );
            using var turns = DeviceTurns.Here(settings.Device, settings.DeviceName, TimeProvider.System);
            var trainer = new CandidateTrainer(
                data,
                settings,
                TimeProvider.System,
                error.WriteLine,
                turns,
                shared: new(MachineFolder.Find(Variable), settings.DeviceName, settings.Threads, TimeProvider.System)
            );
            var loop = new ChildLoop(
                inbox,
                new MessageWriter(messages),
                trainer,
                error.WriteLine,
                () => WarmUp.Run(settings, turns, TimeProvider.System)
            );
            return loop.Run(HelloOf(settings));
        }
        catch (ProtocolException e)
        {
            error.WriteLine(e.Message);
            return ChildExit.Protocol;
        }
        catch (TrainerSettingsException e)
        {
            error.WriteLine(e.Message);
            return ChildExit.Environment;
        }
    }

    private static DecodedStore? SharedImages(TrainerSettings settings) =>
        settings.CacheBytes > 0
            ? new(
                Path.Combine(MachineFolder.Find(Variable), "datasets"),
                settings.CacheBytes,
                (name, stamps) => DatasetCatalog.FromEnvironment().IsUnchanged(name, stamps),
                TimeProvider.System
            )
            : null;

    private static HelloMessage HelloOf(TrainerSettings settings) =>
        new(
            TrainerProtocol.Version,
            $"nascluster-trainer {TorchVersion.Trainer} (libtorch {TorchVersion.Libtorch})",
            settings.DeviceName,
            settings.Threads
        );

    /// <exception cref="TrainerSettingsException">The variable names no open pipe.</exception>
    private static AnonymousPipeClientStream Open(string variable, PipeDirection direction)
    {
        var text = Variable(variable) ?? "";
        try
        {
            return new(direction, text);
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            throw new TrainerSettingsException(variable, text, "the number of an open pipe's file descriptor");
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
}
