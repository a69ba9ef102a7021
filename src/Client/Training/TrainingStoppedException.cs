namespace NasCluster.Client.Training;

/// <summary>The slot wants no more epochs of this candidate: early stopping, a lost lease or a cancelled experiment.</summary>
public sealed class TrainingStoppedException : Exception
{
    /// <summary>With the usual message.</summary>
    public TrainingStoppedException()
        : base("told to stop") { }

    /// <summary>With a message for people.</summary>
    /// <param name="message">Why.</param>
    public TrainingStoppedException(string message)
        : base(message) { }

    /// <summary>With a message for people and the cause.</summary>
    /// <param name="message">Why.</param>
    /// <param name="inner">The cause.</param>
    public TrainingStoppedException(string message, Exception inner)
        : base(message, inner) { }
}
