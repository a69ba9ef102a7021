using System.Globalization;
using NasCluster.Domain.Candidates;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>The checkpoints of one attempt: one per epoch, of which those are kept that the store may know as the last one.</summary>
internal sealed class CheckpointFolder(string folder)
{
    private const int Kept = 2;

    private readonly Queue<int> _saved = [];

    /// <summary>Writes the checkpoint of an epoch.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public CheckpointRef Save(CheckpointImage image)
    {
        var epoch = image.Header.Progress.Epoch;
        var written = CheckpointWriter.Write(PathOf(epoch), image);
        _saved.Enqueue(epoch);
        return written;
    }

    /// <summary>
    /// Deletes what is not needed since the last report was answered: the one before it is recorded then, the last one is or
    /// will be.
    /// </summary>
    /// <exception cref="IOException">The disk is gone.</exception>
    public void Sweep()
    {
        while (_saved.Count > Kept)
        {
            File.Delete(PathOf(_saved.Dequeue()));
        }
    }

    private string PathOf(int epoch) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch}.ckpt"));
}
