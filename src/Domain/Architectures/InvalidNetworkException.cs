namespace NasCluster.Domain.Architectures;

/// <summary>A network that cannot exist: shapes do not fit, or a size is out of range. The message names the layer.</summary>
public sealed class InvalidNetworkException : Exception
{
    public InvalidNetworkException(string message)
        : base(message) { }

    public InvalidNetworkException(string layer, string message)
        : base($"Layer '{layer}': {message}") { }

    public InvalidNetworkException(string message, Exception inner)
        : base(message, inner) { }

    public InvalidNetworkException() { }
}
