using System.Diagnostics;
using System.IO.Pipes;
using System.Text.Json;
using System.Threading.Channels;
using NasCluster.Domain;
using NasCluster.Domain.Training;

namespace NasCluster.Silo.Trainers;

/// <summary>
/// A trainer child process and the two pipes to it. Commands and messages are lines of JSON over descriptors of their
/// own, so that what libraries print to stdout cannot disturb them. When this process dies the command pipe closes, and
/// the child ends.
/// </summary>
internal sealed class TrainerChild : ITrainerChild
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PrintingPatience = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly AnonymousPipeServerStream _commands;
    private readonly AnonymousPipeServerStream _messages;
    private readonly ChildLog _log;
    private readonly Channel<TrainerMessage> _received = Channel.CreateBounded<TrainerMessage>(64);
    private OutOfMemoryKills _kills;
    private readonly PrintedOutput _printed;
    private bool _greeted;

    private TrainerChild(
        Process process,
        AnonymousPipeServerStream commands,
        AnonymousPipeServerStream messages,
        ChildLog log
    )
    {
        _process = process;
        _commands = commands;
        _messages = messages;
        _log = log;
        _printed = new(log, process.StandardOutput.BaseStream, process.StandardError.BaseStream);
        _kills = OutOfMemoryKills.Of(process.Id);
    }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public static TrainerChild Start(TrainerCommandLine command, ChildResources resources, string logPath)
    {
        lock (ChildProcesses.Starting)
        {
            var commands = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
            var messages = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            var info = new ProcessStartInfo(command.Program, command.Arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            TrainerEnvironment.Fill(info.Environment, resources.Device, resources.Threads);
            info.Environment[TrainerProtocol.CommandDescriptor] = commands.GetClientHandleAsString();
            info.Environment[TrainerProtocol.MessageDescriptor] = messages.GetClientHandleAsString();
            try
            {
                var process = ThreadAffinity.With(resources.Processors, () => Process.Start(info)!);
                var child = new TrainerChild(process, commands, messages, new ChildLog(logPath));
                child.Listen();
                return child;
            }
            catch
            {
                commands.Dispose();
                messages.Dispose();
                throw;
            }
            finally
            {
                commands.DisposeLocalCopyOfClientHandle();
                messages.DisposeLocalCopyOfClientHandle();
            }
        }
    }

    public void LogTo(string path) => _printed.Between(() => _log.BeginAttempt(path));

    /// <exception cref="IOException">The child is gone.</exception>
    public void Send(TrainerCommand command)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(command, DomainJson.Default.TrainerCommand);
        _commands.Write([.. line, (byte)'\n']);
        _commands.Flush();
    }

    /// <summary>The next message; null where the child has ended.</summary>
    /// <exception cref="TrainerProtocolException">It sent something that is no message.</exception>
    public async Task<TrainerMessage?> ReceiveAsync(CancellationToken ct)
    {
        try
        {
            return await _received.Reader.ReadAsync(ct);
        }
        catch (ChannelClosedException e) when (e.InnerException is null)
        {
            return null;
        }
        catch (ChannelClosedException e)
        {
            throw new TrainerProtocolException(e.InnerException!.Message, e.InnerException);
        }
    }

    /// <summary>How it ended; it is killed where it has not ended by itself in time.</summary>
    public async Task<ChildExit> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(ExitPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await EndOfPrintingAsync();
        return new(_process.ExitCode, _kills.Happened, _log.Tail);
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The child takes the end of its commands as the order to end.
        await _commands.DisposeAsync();
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await EndOfPrintingAsync();
        // Waits for the thread that reads, which goes on while another process holds the pipe open.
        await Task.WhenAny(Task.Run(_messages.Dispose), Task.Delay(PrintingPatience));
        _printed.Leave();
        _process.Dispose();
        _log.Dispose();
    }

    /// <summary>A process that the child left behind may keep its stdout open: that is not waited for.</summary>
    private async Task EndOfPrintingAsync() => await Task.WhenAny(_printed.Ended, Task.Delay(PrintingPatience));

    private void Listen()
    {
        _ = EndWithProcessAsync();
        new Thread(ReadMessages) { IsBackground = true, Name = "trainer messages" }.Start();
    }

    /// <summary>A process that the child left behind may keep the messages open, too: no more of them come from the child.</summary>
    private async Task EndWithProcessAsync()
    {
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None);
            await Task.Delay(PrintingPatience);
            _received.Writer.TryComplete();
        }
        catch (InvalidOperationException)
        {
            // It was disposed of.
        }
    }

    /// <summary>With its first message it is in the control group that whatever started it wants it in.</summary>
    private void NoteGroup()
    {
        if (!_greeted)
        {
            (_greeted, _kills) = (true, OutOfMemoryKills.Of(_process.Id));
        }
    }

    private void ReadMessages()
    {
        try
        {
            var lines = new LineReader(_messages);
            while (lines.TryRead(out var line))
            {
                NoteGroup();
                // What it printed before is noted before anyone can act on the message.
                _printed.CatchUp();
                var message = JsonSerializer.Deserialize(line.Span, DomainJson.Default.TrainerMessage);
                if (message is null || !_received.Writer.TryWrite(message))
                {
                    throw new TrainerProtocolException("The trainer sent more than it was asked for.");
                }
            }

            _received.Writer.TryComplete();
        }
        catch (JsonException e)
        {
            _received.Writer.TryComplete(new TrainerProtocolException($"A line is no message: {e.Message}", e));
        }
        catch (Exception e) when (e is TrainerProtocolException)
        {
            _received.Writer.TryComplete(e);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            _received.Writer.TryComplete();
        }
    }
}
