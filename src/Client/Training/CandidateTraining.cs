using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;

namespace NasCluster.Client.Training;

/// <summary>One candidate that a trainer of your own is asked to train.</summary>
public sealed class CandidateTraining
{
    private readonly StreamReader _commands;
    private readonly StreamWriter _messages;

    internal CandidateTraining(
        TrainCommand command,
        string device,
        int threads,
        StreamReader commands,
        StreamWriter messages
    ) => (Command, Device, Threads, _commands, _messages) = (command, device, threads, commands, messages);

    /// <summary>All that was asked for: candidate, data set, seeds, limits, the checkpoint to go on from.</summary>
    public TrainCommand Command { get; }

    /// <summary>"cpu", "cuda:0", …</summary>
    public string Device { get; }

    /// <summary>Threads to compute with.</summary>
    public int Threads { get; }

    /// <summary>The architecture's values.</summary>
    public ParameterSet Architecture => Command.Architecture;

    /// <summary>The recipe's values.</summary>
    public ParameterSet Recipe => Command.Recipe;

    /// <summary>Epochs to train.</summary>
    public int Epochs => Command.Epochs;

    /// <summary>Seeds weights, shuffling and augmentation.</summary>
    public ulong Seed => Command.Seed;

    /// <summary>Tells an epoch and waits for the answer.</summary>
    /// <param name="report">What was measured; epochs are 1, 2, 3, …</param>
    /// <param name="checkpoint">A checkpoint of this epoch, in the command's folder; null for none.</param>
    /// <exception cref="TrainingStoppedException">No more epochs are wanted; let it pass.</exception>
    public async Task ReportAsync(EpochReport report, CheckpointRef? checkpoint = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        await TrainerProgram.SayAsync(_messages, new EpochMessage(Command.Nonce, report, checkpoint));
        if (await TrainerProgram.ReadAsync(_commands) is not DirectiveCommand { Continue: true })
        {
            throw new TrainingStoppedException();
        }
    }

    /// <summary>Tells an epoch by its accuracy and loss alone.</summary>
    /// <param name="epoch">1, 2, 3, …</param>
    /// <param name="accuracy">On the validation data, 0…1.</param>
    /// <param name="loss">On the validation data.</param>
    /// <exception cref="TrainingStoppedException">No more epochs are wanted; let it pass.</exception>
    public Task ReportAsync(int epoch, double accuracy, double loss) =>
        ReportAsync(new EpochReport(epoch, loss, loss, accuracy, 0, 0, 0));
}
