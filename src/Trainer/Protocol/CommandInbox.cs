using System.Collections.Concurrent;
using NasCluster.Domain.Training;

namespace NasCluster.Trainer.Protocol;

/// <summary>
/// Commands, read on a thread of their own: the end of the input ends the process at once, in the middle of a training
/// too.
/// </summary>
/// <param name="commands">What the slot writes.</param>
/// <param name="exit">Ends the process; called on the reading thread.</param>
/// <param name="log">Takes lines for people.</param>
internal sealed class CommandInbox(Stream commands, Action<int> exit, Action<string> log)
{
    private readonly BlockingCollection<TrainerCommand> _commands = [];

    /// <summary>Starts the thread; before libtorch is loaded, which takes seconds.</summary>
    public void Start() => new Thread(ReadAll) { IsBackground = true, Name = "commands" }.Start();

    /// <summary>Waits for the next candidate; null where there will be none.</summary>
    /// <exception cref="ProtocolException">It is another command.</exception>
    public TrainCommand? NextCandidate() =>
        Next() switch
        {
            null => null,
            TrainCommand train => train,
            var other => throw new ProtocolException($"A {other.GetType().Name} came where a candidate was expected."),
        };

    /// <summary>Waits for the answer to an epoch: whether to go on.</summary>
    /// <param name="nonce">The nonce of the train command.</param>
    /// <exception cref="ProtocolException">It is another command, or the answer to another one.</exception>
    /// <exception cref="SlotGoneException">There will be no answer.</exception>
    public bool Answer(string nonce) =>
        Next() switch
        {
            null => throw new SlotGoneException(),
            DirectiveCommand directive when directive.Nonce == nonce => directive.Continue,
            DirectiveCommand => throw new ProtocolException(
                "A directive has another nonce than the candidate trained."
            ),
            var other => throw new ProtocolException($"A {other.GetType().Name} came where a directive was expected."),
        };

    private TrainerCommand? Next() => _commands.TryTake(out var command, Timeout.Infinite) ? command : null;

    private void ReadAll()
    {
        var code = ChildExit.Done;
        try
        {
            var reader = new CommandReader(commands);
            while (reader.Read() is { } command)
            {
                _commands.Add(command);
            }
        }
        catch (ProtocolException e)
        {
            log(e.Message);
            code = ChildExit.Protocol;
        }
        catch (IOException)
        {
            // As good as the end of the input.
        }

        exit(code);
        _commands.CompleteAdding();
    }
}
