using NasCluster.Client;
using NasCluster.Domain.Ports;

namespace NasCluster.Dashboard.Live;

/// <summary>Tells a cluster that does not answer, and a row that cannot be read, from a fault of our own.</summary>
internal static class ClusterFault
{
    public static bool Is(Exception error) =>
        error
            is ClusterAwayException
                or NasConnectionException
                or StoreAwayException
                or StoredDataException
                or OrleansException
                or TimeoutException;

    /// <summary>What a viewer is told.</summary>
    public static string Text(Exception error) =>
        error is ClusterAwayException or StoredDataException
            ? error.Message
            : "The cluster does not answer now; what is shown may be old.";
}
