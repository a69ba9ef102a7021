namespace NasCluster.Domain.Experiments;

/// <summary>A data set that is unknown, missing or broken. The message starts with a stable code such as "data.missing".</summary>
public sealed class DatasetException : Exception
{
    public DatasetException() { }

    public DatasetException(string message)
        : base(message) { }

    public DatasetException(string message, Exception inner)
        : base(message, inner) { }
}
