using NasCluster.Domain.Architectures;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>
/// Training time per image of reference networks, measured with the device to itself: once per network and machine, where
/// trainers share what they measured, else once per child.
/// </summary>
/// <param name="device">Where.</param>
/// <param name="time">The clock.</param>
/// <param name="turns">At the device.</param>
/// <param name="shared">What other trainers of the machine measured; null: nothing.</param>
internal sealed class ReferenceTimes(
    torch.Device device,
    TimeProvider time,
    DeviceTurns turns,
    SharedTimes? shared = null
)
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
            milliseconds = shared?.Find(key) ?? Measure(key, network, task, type);
            _msPerImage[key] = milliseconds;
        }

        return milliseconds;
    }

    private double Measure(string key, Network network, LearningTask task, torch.ScalarType? type)
    {
        var batch = task == LearningTask.Segmentation ? ImagesOfPixels : Images;
        using var timer = new StepTimer(device, time, network, batch, task, type);
        using var turn = turns.Alone();

        // Whoever waited for its turn finds what the one before it measured.
        if (shared?.Find(key) is { } known)
        {
            return known;
        }

        var milliseconds = timer.Measure().MedianMs / batch;
        if (turn.IsAlone)
        {
            shared?.Keep(key, milliseconds);
        }

        return milliseconds;
    }

    // A record with an array in it is compared by reference; its layers are compared by value through their text.
    private static string KeyOf(Network network) =>
        $"{network.Input}|{string.Join('|', network.Nodes.Select(node => $"{node.Layer}<{string.Join(',', node.Inputs)}"))}";
}
