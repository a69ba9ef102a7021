using NasCluster.Client;
using NasCluster.Domain.Ports;

namespace NasCluster.Dashboard.Live;

/// <summary>Tells a cluster that does not answer from a fault of our own.</summary>
internal static class ClusterFault
{
    public static bool Is(Exception error) =>
        error
            is ClusterAwayException
                or NasConnectionException
                or StoreAwayException
                or OrleansException
                or TimeoutException;
}
