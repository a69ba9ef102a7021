namespace NasCluster.Domain.Tables;

/// <summary>A table cannot be used; the message has all that is wrong with it.</summary>
public sealed class InvalidTableException : Exception
{
    public InvalidTableException() { }

    public InvalidTableException(string message)
        : base(message) { }

    public InvalidTableException(string message, Exception inner)
        : base(message, inner) { }
}
