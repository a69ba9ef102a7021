using NasCluster.Domain.Training;

namespace NasCluster.Silo.Trainers;

/// <summary>What a slot trains with: commands go in, messages come out.</summary>
internal interface ITrainerLink
{
    /// <exception cref="IOException">The other side is gone.</exception>
    void Send(TrainerCommand command);

    /// <summary>The next message; null where the other side has ended.</summary>
    /// <exception cref="TrainerProtocolException">It sent something that is no message.</exception>
    Task<TrainerMessage?> ReceiveAsync(CancellationToken ct);
}
