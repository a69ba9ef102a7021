namespace NasCluster.Client;

/// <summary>No silo could be reached.</summary>
public sealed class NasConnectionException : Exception
{
    /// <summary>Without a message.</summary>
    public NasConnectionException() { }

    /// <summary>With a message for people.</summary>
    /// <param name="message">Where nobody answered.</param>
    public NasConnectionException(string message)
        : base(message) { }

    /// <summary>With a message for people and the cause.</summary>
    /// <param name="message">Where nobody answered.</param>
    /// <param name="inner">What the connection attempt gave.</param>
    public NasConnectionException(string message, Exception inner)
        : base(message, inner) { }
}
