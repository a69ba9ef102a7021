namespace NasCluster.Trainer.Training;

/// <summary>What a whole training gave.</summary>
/// <param name="Progress">After the last epoch.</param>
/// <param name="Validation">After the last epoch.</param>
/// <param name="Test">Null where it was not asked for.</param>
internal sealed record TrainingOutcome(EpochProgress Progress, Evaluation Validation, Evaluation? Test);
