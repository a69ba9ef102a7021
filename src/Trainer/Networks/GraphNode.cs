using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>One step of a network: its operation, where its inputs are, and which results nobody needs after it.</summary>
/// <param name="Run">The operation.</param>
/// <param name="Inputs">Places in the table of results; 0 and 1 are the second and the first input of the network.</param>
/// <param name="Finished">Places that are read here for the last time.</param>
internal sealed record GraphNode(Operation Run, int[] Inputs, int[] Finished)
{
    /// <summary>Computes the node and drops the handles of finished results; what autograd needs it keeps itself.</summary>
    public void Apply(torch.Tensor?[] results, int place, bool training)
    {
        results[place] = Run(Array.ConvertAll(Inputs, input => results[input]!), training);
        foreach (var finished in Finished)
        {
            results[finished]!.Dispose();
            results[finished] = null;
        }
    }
}
