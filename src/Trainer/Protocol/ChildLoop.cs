using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Protocol;

/// <summary>A trainer child: trains one candidate after the other until the slot ends it.</summary>
/// <param name="inbox">What the slot asks for.</param>
/// <param name="messages">What the slot is told.</param>
/// <param name="trainer">Does the work.</param>
/// <param name="log">Gets what the slot is not told.</param>
/// <param name="warmUp">Done while the slot looks for the first candidate; null for nothing.</param>
internal sealed class ChildLoop(
    CommandInbox inbox,
    MessageWriter messages,
    CandidateTrainer trainer,
    Action<string> log,
    Action? warmUp = null
)
{
    /// <summary>Trains on the calling thread, and never on another.</summary>
    /// <returns>The exit code of the process.</returns>
    /// <exception cref="ProtocolException">A command came that has no place there.</exception>
    public int Run(HelloMessage hello)
    {
        try
        {
            messages.Write(hello);
            WarmUp();
            while (inbox.NextCandidate() is { } command)
            {
                if (Serve(command) is { } code)
                {
                    return code;
                }

                NativeHeap.GiveBack();
            }

            return ChildExit.Done;
        }
        catch (SlotGoneException)
        {
            return ChildExit.Done;
        }
    }

    /// <summary>Whatever is wrong shows again in the first candidate, which has somebody to tell it.</summary>
    private void WarmUp()
    {
        try
        {
            warmUp?.Invoke();
            NativeHeap.GiveBack();
        }
        catch (Exception e)
        {
            log($"The child begins cold: {e.Message}");
        }
    }

    /// <summary>The exit code where the child is not fit for another candidate; null where it is.</summary>
    private int? Serve(TrainCommand command)
    {
        trainer.Waiting = () => messages.Write(new WaitingMessage(command.Nonce));
        try
        {
            messages.Write(
                command.MeasureOnly == true
                    ? new MeasuredMessage(command.Nonce, trainer.Measure(command))
                    : new ResultMessage(command.Nonce, trainer.Train(command, Report))
            );
            return null;
        }
        catch (Exception e) when (DeviceFaults.Is(e))
        {
            log(e.Message);
            return ChildExit.DeviceLost;
        }
        catch (Exception e) when (e is not (ProtocolException or SlotGoneException))
        {
            var failure = FailureClassifier.Of(e);
            messages.Write(new FailedMessage(command.Nonce, failure));
            // What was refused by an estimate has taken no memory; what ran out may have left anything behind.
            return failure.Kind == FailureKind.OutOfMemory && e is not CandidateFailedException
                ? ChildExit.OutOfMemory
                : null;
        }

        bool Report(EpochReport report, CheckpointRef? checkpoint)
        {
            messages.Write(new EpochMessage(command.Nonce, report, checkpoint));
            return inbox.Answer(command.Nonce);
        }
    }
}
