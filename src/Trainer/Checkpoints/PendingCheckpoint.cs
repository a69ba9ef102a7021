using NasCluster.Domain.Candidates;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>A checkpoint that is written on another thread, while the epoch is evaluated.</summary>
internal sealed class PendingCheckpoint : IDisposable
{
    private readonly CheckpointImage _image;
    private readonly Task<CheckpointRef> _written;

    /// <param name="folder">Where it is written.</param>
    /// <param name="image">What is written; taken over.</param>
    public PendingCheckpoint(CheckpointFolder folder, CheckpointImage image)
    {
        _image = image;
        _written = Task.Run(() => folder.Save(image));
    }

    /// <summary>Waits until it is on the disk.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not to be written to.</exception>
    public CheckpointRef Wait() => _written.GetAwaiter().GetResult();

    /// <summary>Waits without asking how it went: whoever wants to know has called <see cref="Wait"/>.</summary>
    public void Dispose()
    {
        _written.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _image.Dispose();
    }
}
