namespace NasCluster.Dashboard.Hosting;

/// <summary>Reads the address to listen at.</summary>
internal static class ListenUrl
{
    /// <exception cref="DashboardException">It is none.</exception>
    public static Uri Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http", PathAndQuery: "/", UserInfo: "" }
        && url.HostNameType is not UriHostNameType.Unknown
            ? url
            : throw new DashboardException(
                DashboardException.BadInput,
                $"--url is '{text}': allowed is http://HOST:PORT with localhost, a name or an IP address of this machine (0.0.0.0 for all). "
                    + "For https put a reverse proxy in front."
            );
}
