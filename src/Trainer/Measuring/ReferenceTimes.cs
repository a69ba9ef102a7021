using NasCluster.Domain.Architectures;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>Training time per image of reference networks, measured once per network and child.</summary>
internal sealed class ReferenceTimes(torch.Device device, TimeProvider time, DeviceTurns turns)
{
    private const int Images = 64;
    private const int ImagesOfPixels = 8;
    private readonly Dictionary<string, double> _msPerImage = new(StringComparer.Ordinal);

    /// <param name="network">The network.</param>
    /// <param name="task">Scores of all pixels take more memory, so that batches are smaller.</param>
    /// <param name="type">What it is computed in; null: 32 bits.</param>
    public double MsPerImage(
        Network network,
        LearningTask task = LearningTask.Classification,
        torch.ScalarType? type = null
    )
    {
        var key = $"{type}|{KeyOf(network)}";
        if (!_msPerImage.TryGetValue(key, out var milliseconds))
        {
            var batch = task == LearningTask.Segmentation ? ImagesOfPixels : Images;
            milliseconds = new StepTimer(device, time, turns).Measure(network, batch, task, type).MedianMs / batch;
            _msPerImage[key] = milliseconds;
        }

        return milliseconds;
    }

    // A record with an array in it is compared by reference; its layers are compared by value through their text.
    private static string KeyOf(Network network) =>
        $"{network.Input}|{string.Join('|', network.Nodes.Select(node => $"{node.Layer}<{string.Join(',', node.Inputs)}"))}";
}
