namespace NasCluster.Storage.Optuna;

/// <summary>A study that cannot be read; the message says why.</summary>
public sealed class OptunaException : Exception
{
    public OptunaException() { }

    public OptunaException(string message)
        : base(message) { }

    public OptunaException(string message, Exception inner)
        : base(message, inner) { }
}
