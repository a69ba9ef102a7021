using NasCluster.Domain.Candidates;
using NasCluster.Trainer.Checkpoints;

namespace NasCluster.Trainer.Training;

/// <summary>Trains a candidate epoch by epoch, on the calling thread.</summary>
/// <param name="plan">What to do.</param>
/// <param name="learner">Fresh, or to be filled from the checkpoint the plan names.</param>
/// <param name="data">The images.</param>
/// <param name="time">The clock of all measurements.</param>
/// <param name="log">One line where a checkpoint could not be used.</param>
/// <param name="course">The stages, which stay the caller's; null: all epochs alike.</param>
internal sealed class TrainingRun(
    TrainingPlan plan,
    Learner learner,
    TrainingData data,
    TimeProvider time,
    Action<string> log,
    TrainingCourse? course = null
)
{
    private readonly CheckpointFolder? _checkpoints = plan.CheckpointFolder is { } folder ? new(folder) : null;

    /// <param name="goOn">Called after every epoch; false stops the training.</param>
    /// <exception cref="CandidateFailedException">It diverged, or was stopped.</exception>
    public TrainingOutcome Run(Func<EpochReport, CheckpointRef?, bool> goOn)
    {
        using var trainer = course is null
            ? new EpochTrainer(plan, learner, data.Train, time)
            : new EpochTrainer(plan, learner, course, time);
        var progress = Resume() ?? new EpochProgress();
        learner.Clock.Mark(Phase.Start);
        Evaluation? validation = null;
        while (progress.Epoch < plan.Epochs)
        {
            (progress, validation) = RunEpoch(trainer, progress, goOn);
        }

        validation ??= Validate(progress.Epoch);
        var tested = data.Test is { } test ? Evaluator.Evaluate(learner, test) : null;
        learner.Clock.Mark(Phase.Evaluation);
        return new(progress, validation, tested);
    }

    private (EpochProgress, Evaluation) RunEpoch(
        EpochTrainer trainer,
        EpochProgress before,
        Func<EpochReport, CheckpointRef?, bool> goOn
    )
    {
        var start = time.GetTimestamp();
        var epoch = before.Epoch + 1;
        learner.Search?.Begin(epoch);
        var training = trainer.Run(epoch);
        var architecture = learner.Search?.Run(epoch);
        learner.Clock.Mark(Phase.Evaluation);
        var progress = training.ToProgress(epoch, SecondsUntilNow());

        // It is written while the epoch is evaluated; the weights of the evaluation may be averaged ones.
        using var saving = Save(progress);
        learner.Clock.Mark(Phase.Checkpoint);
        var validation = Validate(epoch);
        learner.Clock.Mark(Phase.Evaluation);
        var checkpoint = saving is null ? null : Saved(saving, epoch);
        learner.Clock.Mark(Phase.Checkpoint);
        var report = new EpochReport(
            epoch,
            training.Loss,
            validation.Loss,
            validation.Accuracy,
            training.StepTimeMs,
            training.ImagesPerSecond,
            time.GetElapsedTime(start).TotalSeconds,
            architecture
        );
        var goesOn = goOn(report, checkpoint);
        Sweep();
        learner.Clock.Mark(Phase.Report);
        return goesOn
            ? (progress with { TrainSeconds = SecondsUntilNow() }, validation)
            : throw new CandidateFailedException(FailureKind.Stopped, $"Stopped after epoch {epoch}.", epoch);

        double SecondsUntilNow() => before.TrainSeconds + time.GetElapsedTime(start).TotalSeconds;
    }

    private Evaluation Validate(int epoch)
    {
        var result = Evaluator.Evaluate(learner, data.Validation);
        return double.IsFinite(result.Loss)
            ? result
            : throw new CandidateFailedException(FailureKind.Diverged, "The validation loss is not finite.", epoch);
    }

    // A checkpoint that cannot be used costs the epochs before it, not the candidate.
    private EpochProgress? Resume()
    {
        if (plan.Resume is not { } reference)
        {
            return null;
        }

        try
        {
            var checkpoint = CheckpointReader.Read(reference);
            checkpoint.RequireRun(plan.Candidate, reference.Epoch, (long)reference.Epoch * data.Train.BatchCount);
            LearnerState.Restore(learner, checkpoint);
            return checkpoint.Header.Progress;
        }
        catch (CheckpointException e)
        {
            log($"{plan.Candidate}: {e.Message} The training starts from its first epoch.");
            return null;
        }
    }

    private PendingCheckpoint? Save(EpochProgress progress) =>
        _checkpoints is null
            ? null
            : new(_checkpoints, CheckpointImage.Of(HeaderOf(progress), LearnerState.TensorsOf(learner)));

    // A full disk costs the chance to resume, not the candidate.
    private CheckpointRef? Saved(PendingCheckpoint checkpoint, int epoch)
    {
        try
        {
            return checkpoint.Wait();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log($"{plan.Candidate}: no checkpoint of epoch {epoch}: {e.Message}");
            return null;
        }
    }

    private void Sweep()
    {
        try
        {
            _checkpoints?.Sweep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log($"{plan.Candidate}: an old checkpoint stays: {e.Message}");
        }
    }

    private CheckpointHeader HeaderOf(EpochProgress progress) =>
        new()
        {
            Candidate = plan.Candidate,
            Progress = progress,
            Steps = learner.Optimizer.Steps,
            AverageUpdates = learner.Average?.Updates ?? 0,
        };
}
