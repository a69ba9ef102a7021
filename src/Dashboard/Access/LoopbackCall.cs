using System.Net;

namespace NasCluster.Dashboard.Access;

/// <summary>Whether a request comes from this machine, by its connection and by the name it was made to.</summary>
internal static class LoopbackCall
{
    /// <summary>
    /// The name counts too: a page elsewhere may point a name of its own at 127.0.0.1 (DNS rebinding) and would then be
    /// let in by the address alone.
    /// </summary>
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";
}
