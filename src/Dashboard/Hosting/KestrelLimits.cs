using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Hosting;

/// <summary>How much of the server one caller can hold.</summary>
internal static class KestrelLimits
{
    private const int MostConnections = 2000;
    private static readonly TimeSpan HeaderPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(5);

    public static void Apply(KestrelServerOptions kestrel, Uri url)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = ExperimentSpecReader.MaxFileBytes;
        kestrel.Limits.RequestHeadersTimeout = HeaderPatience;
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: BodyPatience);
        if (url.IsLoopback && url.HostNameType == UriHostNameType.Dns && url.Port > 0)
        {
            kestrel.ListenLocalhost(url.Port);
        }
        else if (url.IsLoopback)
        {
            kestrel.Listen(IPAddress.Loopback, url.Port);
        }
        else if (IPAddress.TryParse(url.IdnHost, out var address))
        {
            kestrel.Listen(address, url.Port);
        }
        else
        {
            kestrel.ListenAnyIP(url.Port);
        }
    }
}
