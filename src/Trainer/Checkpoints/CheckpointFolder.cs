using System.Globalization;
using NasCluster.Domain.Candidates;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>The checkpoints of one attempt: one per epoch, of which the last two are kept.</summary>
internal sealed class CheckpointFolder(string folder)
{
    private const int Kept = 2;

    /// <summary>Writes the checkpoint of an epoch, then deletes the one that is no longer needed.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public CheckpointRef Save(CheckpointImage image)
    {
        var epoch = image.Header.Progress.Epoch;
        var written = CheckpointWriter.Write(PathOf(epoch), image);
        File.Delete(PathOf(epoch - Kept));
        return written;
    }

    private string PathOf(int epoch) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch}.ckpt"));
}
