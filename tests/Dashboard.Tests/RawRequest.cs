using System.Net.Sockets;
using System.Text;

namespace NasCluster.Dashboard.Tests;

/// <summary>Bytes as no client library would send them.</summary>
internal static class RawRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The first line and headers of the answer; empty where the connection is closed without one.</summary>
    public static async Task<string> SendAsync(Uri site, string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(site.Host, site.Port, patience.Token);
        var stream = client.GetStream();
        var answer = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), patience.Token);
            var buffer = new byte[4096];
            while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(buffer, patience.Token) is not (> 0 and var read))
                {
                    break;
                }

                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // It was cut off before all was sent.
        }

        return answer.ToString();
    }
}
