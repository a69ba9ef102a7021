using NasCluster.Domain.Training;

namespace NasCluster.Silo.Trainers;

/// <summary>A trainer as a slot sees it: commands go in, messages come out, and it may end at any time.</summary>
internal interface ITrainerChild : IAsyncDisposable
{
    bool HasExited { get; }

    /// <exception cref="IOException">It is gone.</exception>
    void Send(TrainerCommand command);

    /// <summary>The next message; null where it has ended.</summary>
    /// <exception cref="TrainerProtocolException">It sent something that is no message.</exception>
    Task<TrainerMessage?> ReceiveAsync(CancellationToken ct);

    /// <summary>How it ended.</summary>
    Task<ChildExit> WaitForExitAsync();
}
