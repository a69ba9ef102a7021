using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Training;

namespace NasCluster.Trainer.Training;

/// <summary>What a training run is to do.</summary>
internal sealed record TrainingPlan
{
    public required CandidateId Candidate { get; init; }

    public required TrainingRecipe Recipe { get; init; }

    public required int Epochs { get; init; }

    /// <summary>Epochs that the learning rate is spread over, where the run ends before; null for as many as are trained.</summary>
    public int? ScheduleEpochs { get; init; }

    /// <summary>Seeds dropout, drop path and mixup, epoch by epoch; weights and batches are seeded where they are made.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Existing folder; null: no checkpoints.</summary>
    public string? CheckpointFolder { get; init; }

    public CheckpointRef? Resume { get; init; }

    public static TrainingPlan Of(TrainCommand command, TrainingRecipe recipe) =>
        new()
        {
            Candidate = command.Candidate,
            Recipe = recipe,
            Epochs = command.Epochs,
            ScheduleEpochs = command.ScheduleEpochs,
            Seed = command.Seed,
            CheckpointFolder = command.CheckpointFolder,
            Resume = command.Resume,
        };
}
