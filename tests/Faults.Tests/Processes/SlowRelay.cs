using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>A TCP relay to a port of this machine that gives every piece on later, in order.</summary>
internal sealed class SlowRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly int _target;
    private readonly TimeSpan _delay;

    /// <param name="target">The port.</param>
    /// <param name="delay">For each direction: half a round trip.</param>
    public SlowRelay(int target, TimeSpan delay)
    {
        (_target, _delay) = (target, delay);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Pieces that were held back.</summary>
    public int Delayed { get; private set; }

    /// <summary>A port that nobody has now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _over.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            var near = await _listener.AcceptTcpClientAsync(_over.Token);
            var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, _target, _over.Token);
            _ = RelayAsync(near, far);
            _ = RelayAsync(far, near);
        }
    }

    private async Task RelayAsync(TcpClient from, TcpClient to)
    {
        var pieces = Channel.CreateUnbounded<(byte[] Piece, DateTime At)>();
        var writing = WriteAsync(pieces.Reader, to);
        var buffer = new byte[65536];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _over.Token) is > 0 and var length)
            {
                pieces.Writer.TryWrite((buffer[..length], DateTime.UtcNow + _delay));
                Delayed++;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // One side is gone.
        }

        pieces.Writer.Complete();
        await writing;
        to.Dispose();
    }

    private async Task WriteAsync(ChannelReader<(byte[] Piece, DateTime At)> pieces, TcpClient to)
    {
        try
        {
            await foreach (var (piece, at) in pieces.ReadAllAsync(_over.Token))
            {
                if (at - DateTime.UtcNow is { Ticks: > 0 } pause)
                {
                    await Task.Delay(pause, _over.Token);
                }

                await to.GetStream().WriteAsync(piece, _over.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // One side is gone.
        }
    }
}
