using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Adds up what a network's answers are worth, batch by batch, on its device.</summary>
internal interface IScorer
{
    /// <param name="scores">Of the network, N×classes or N×classes×h×w.</param>
    /// <param name="labels">N class numbers, or N×H×W.</param>
    void Add(torch.Tensor scores, torch.Tensor labels);

    /// <summary>Reads the sums back.</summary>
    Evaluation Result();
}
