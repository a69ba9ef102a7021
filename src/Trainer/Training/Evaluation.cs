namespace NasCluster.Trainer.Training;

/// <summary>What a network scores on images it was not trained on.</summary>
/// <param name="Loss">Mean cross entropy, without smoothing.</param>
/// <param name="Accuracy">Top-1, 0…1.</param>
internal sealed record Evaluation(double Loss, double Accuracy);
