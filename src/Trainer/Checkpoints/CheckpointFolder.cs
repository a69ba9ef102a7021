using System.Globalization;
using NasCluster.Domain.Candidates;
using TorchSharp;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>The checkpoints of one attempt: one per epoch, of which the last two are kept.</summary>
internal sealed class CheckpointFolder(string folder)
{
    private const int Kept = 2;

    /// <summary>Writes the checkpoint of an epoch, then deletes the one that is no longer needed.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public CheckpointRef Save(CheckpointHeader header, IEnumerable<(string Name, torch.Tensor Value)> tensors)
    {
        var written = CheckpointWriter.Write(PathOf(header.Progress.Epoch), header, tensors);
        File.Delete(PathOf(header.Progress.Epoch - Kept));
        return written;
    }

    private string PathOf(int epoch) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch}.ckpt"));
}
