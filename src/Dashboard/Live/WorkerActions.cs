using System.Security.Claims;
using NasCluster.Dashboard.Access;

namespace NasCluster.Dashboard.Live;

/// <summary>What changes a worker, for pages and API alike.</summary>
internal sealed class WorkerActions(ClusterConnection cluster, AuditLog audit)
{
    /// <summary>Lets a worker take nothing new, or take work again; what it trains goes on. False where there is no such worker.</summary>
    /// <exception cref="UnauthorizedAccessException">The user's role does not allow it.</exception>
    public async Task<bool> DrainAsync(string worker, bool drained, ClaimsPrincipal user, CancellationToken ct)
    {
        Role.Require(user, Role.Admin);
        if (!await cluster.Client.DrainWorkerAsync(worker, drained, ct))
        {
            return false;
        }

        await audit.WriteAsync(user, drained ? "drain" : "undrain", worker, "done", ct);
        return true;
    }

    public static bool Allows(ClaimsPrincipal user) => user.IsInRole(Role.Admin);
}
