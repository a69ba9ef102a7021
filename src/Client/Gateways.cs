using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orleans.Messaging;

namespace NasCluster.Client;

/// <summary>
/// Gateways by name, resolved anew every few seconds: a name such as that of a compose service stands for all containers
/// behind it, and they come and go.
/// </summary>
internal sealed class Gateways : IGatewayListProvider
{
    private const int DefaultPort = 30000;
    private readonly (string Host, int Port)[] _names;

    /// <summary>Names with commas between them, each with or without a port.</summary>
    /// <param name="text">Names that <see cref="Check"/> has nothing against.</param>
    public Gateways(string text) => _names = [.. Parts(text).Select(part => Parse(part)!.Value)];

    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(5);

    public bool IsUpdatable => true;

    /// <summary>What is wrong with names, a message for each.</summary>
    public static IEnumerable<string> Check(string text) =>
        Parts(text)
            .Where(part => Parse(part) is null)
            .Select(part =>
                $"The gateway is '{part}': allowed is HOST or HOST:PORT with a port of 1 to {ushort.MaxValue}, several with commas."
            );

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways()
    {
        var found = new List<Uri>();
        foreach (var (host, port) in _names)
        {
            foreach (var address in await ResolveAsync(host))
            {
                found.Add(SiloAddress.New(address, port, 0).ToGatewayUri());
            }
        }

        return found;
    }

    private static async Task<IPAddress[]> ResolveAsync(string host)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork);
        }
        catch (SocketException)
        {
            // The others may be there.
            return [];
        }
    }

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries);

    private static (string Host, int Port)? Parse(string part)
    {
        var colon = part.LastIndexOf(':');
        var host = colon < 0 ? part : part[..colon];
        var port = DefaultPort;
        var sound =
            Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            && (
                colon < 0
                || int.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
                    && port is > 0 and <= ushort.MaxValue
            );
        return sound ? (host, port) : null;
    }
}
