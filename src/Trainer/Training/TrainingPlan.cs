using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;

namespace NasCluster.Trainer.Training;

/// <summary>What a training run is to do.</summary>
internal sealed record TrainingPlan
{
    public required CandidateId Candidate { get; init; }

    public required TrainingRecipe Recipe { get; init; }

    public required int Epochs { get; init; }

    /// <summary>Seeds dropout, drop path and mixup, epoch by epoch; weights and batches are seeded where they are made.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Existing folder; null: no checkpoints.</summary>
    public string? CheckpointFolder { get; init; }

    public CheckpointRef? Resume { get; init; }
}
