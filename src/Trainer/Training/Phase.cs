namespace NasCluster.Trainer.Training;

/// <summary>What a trainer spends its time on.</summary>
internal enum Phase
{
    Start,
    Data,
    ForwardBackward,
    Optimizer,
    Evaluation,
    Checkpoint,
    Report,
    Wait,
}
