namespace NasCluster.Client;

/// <summary>Whether a client is still open: its handles are kept longer than it, and their calls must not wait for a cluster.</summary>
internal sealed class ClientLife
{
    private volatile bool _isOver;

    public void End() => _isOver = true;

    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public void ThrowIfOver() => ObjectDisposedException.ThrowIf(_isOver, typeof(NasClient));
}
