namespace NasCluster.Silo.Slots;

/// <summary>A trainer child did not come up; the message says why.</summary>
public sealed class TrainerStartException : Exception
{
    public TrainerStartException() { }

    public TrainerStartException(string message)
        : base(message) { }

    public TrainerStartException(string message, Exception inner)
        : base(message, inner) { }
}
