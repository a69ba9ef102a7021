using System.Net;
using System.Net.Sockets;
using NasCluster.Storage;

namespace NasCluster.Silo;

/// <summary>
/// This machine's address on the network it shares with the database, found anew at each start: a container that comes
/// back may have another one. A database on this machine gives loopback, which is right where all silos are here.
/// </summary>
internal static class LocalAddress
{
    /// <exception cref="SiloStartException">The database's host has no address, or no network leads there.</exception>
    public static IPAddress Towards(string connection)
    {
        if (PostgresOrleans.HostOf(connection) is not { } server)
        {
            return IPAddress.Loopback;
        }

        try
        {
            // Connecting a datagram socket sends nothing; it only asks the system which way it would go.
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var target = Dns.GetHostAddresses(server.Host, AddressFamily.InterNetwork)[0];
            probe.Connect(target, server.Port);
            return ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (Exception error) when (error is SocketException or IndexOutOfRangeException)
        {
            throw new SiloStartException(
                $"No way to the database's host '{server.Host}' was found, so this silo does not know its own address "
                    + $"({error.Message}); --address names it.",
                error
            );
        }
    }
}
