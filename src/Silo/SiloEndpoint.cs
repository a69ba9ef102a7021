using System.Net;
using System.Net.Sockets;

namespace NasCluster.Silo;

/// <summary>Where a silo is reached.</summary>
/// <param name="Address">Never "any" or a name: other silos keep it in the membership table.</param>
/// <param name="SiloPort">For other silos.</param>
/// <param name="GatewayPort">For clients; 0 where they have nothing to look for.</param>
internal sealed record SiloEndpoint(IPAddress Address, int SiloPort, int GatewayPort)
{
    public static SiloEndpoint Of(SiloOptions options)
    {
        var address = options switch
        {
            { Address: { } text } => IPAddress.Parse(text),
            { Postgres: { } connection, ClusterId: not null } => LocalAddress.Towards(connection),
            _ => IPAddress.Loopback,
        };
        var free = FreePorts();
        return new(
            address,
            options.SiloPort > 0 ? options.SiloPort : free.First,
            options.Role == SiloRole.Worker ? 0
                : options.GatewayPort > 0 ? options.GatewayPort
                : free.Second
        );
    }

    private static (int First, int Second) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
