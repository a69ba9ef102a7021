using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>A wire to the server that can be cut at the worst moment: the commit is done, its answer is not delivered.</summary>
internal sealed class CutAfterCommitProxy : IAsyncDisposable
{
    /// <summary>The server's word that a commit is done (message CommandComplete).</summary>
    private static readonly byte[] Committed = Encoding.ASCII.GetBytes("COMMIT\0");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _toCut;
    private int _cuts;

    public CutAfterCommitProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Cuts => _cuts;

    public void CutNextCommit() => Interlocked.Exchange(ref _toCut, 1);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var wires = new List<Task>();
        try
        {
            while (true)
            {
                wires.Add(ConnectAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(wires);
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
        var there = PumpAsync(near.GetStream(), far.GetStream(), _ => true);
        var back = PumpAsync(far.GetStream(), near.GetStream(), MayPass);
        await Task.WhenAny(there, back);
        near.Close();
        far.Close();
        await Task.WhenAll(there, back);
    }

    private bool MayPass(ReadOnlyMemory<byte> answer)
    {
        if (answer.Span.IndexOf(Committed) < 0 || Interlocked.Exchange(ref _toCut, 0) == 0)
        {
            return true;
        }

        _cuts++;
        return false;
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> mayPass)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read && mayPass(buffer.AsMemory(0, read)))
            {
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The wire is cut.
        }
    }
}
