namespace NasCluster.Silo.Trainers;

/// <summary>A child said something that the protocol does not allow.</summary>
internal sealed class TrainerProtocolException : Exception
{
    public TrainerProtocolException(string message)
        : base(message) { }

    public TrainerProtocolException(string message, Exception inner)
        : base(message, inner) { }
}
