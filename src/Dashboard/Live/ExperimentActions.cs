using System.Security.Claims;
using NasCluster.Client;
using NasCluster.Dashboard.Access;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>What changes something, for pages and API alike: asks for the role on each call and leaves a line in the audit log.</summary>
internal sealed class ExperimentActions(ClusterConnection cluster, AuditLog audit)
{
    /// <summary>False where that is not possible in its state.</summary>
    /// <exception cref="UnauthorizedAccessException">The user's role does not allow it.</exception>
    public async Task<bool> ChangeAsync(
        ExperimentHandle experiment,
        ExperimentVerb verb,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        Role.Require(user, Role.Researcher);
        var changed = verb switch
        {
            ExperimentVerb.Pause => await experiment.PauseAsync($"paused by {user.Identity?.Name}", ct),
            ExperimentVerb.Resume => await experiment.ResumeAsync(ct),
            _ => await experiment.CancelAsync(ct),
        };
        var word = verb.ToString().ToLowerInvariant();
        await audit.WriteAsync(user, word, experiment.Id, changed ? "done" : "not possible in its state", ct);
        return changed;
    }

    /// <summary>The new experiment's id; the same one where the key was used before.</summary>
    /// <exception cref="UnauthorizedAccessException">The user's role does not allow it.</exception>
    /// <exception cref="InvalidSpecException">The cluster refuses it.</exception>
    public async Task<string> SubmitAsync(ExperimentSpec spec, string? key, ClaimsPrincipal user, CancellationToken ct)
    {
        Role.Require(user, Role.Researcher);
        var handle = await cluster.Client.SubmitAsync(spec, key, ct);
        await audit.WriteAsync(user, "submit", handle.Id, "done", ct);
        return handle.Id;
    }

    public static bool Allows(ClaimsPrincipal user) => user.IsInRole(Role.Researcher);
}
