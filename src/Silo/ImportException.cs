namespace NasCluster.Silo;

/// <summary>Results of another tool that cannot be taken; the message says why.</summary>
public sealed class ImportException : Exception
{
    public ImportException() { }

    public ImportException(string message)
        : base(message) { }

    public ImportException(string message, Exception inner)
        : base(message, inner) { }
}
