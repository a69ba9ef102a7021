using System.Security.Claims;
using NasCluster.Client;
using NasCluster.Dashboard.Access;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>What changes something, for pages and API alike: asks for the role on each call and leaves a line in the log.</summary>
internal sealed partial class ExperimentActions(ClusterConnection cluster, ILogger<ExperimentActions> logger)
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
        Require(user);
        var changed = verb switch
        {
            ExperimentVerb.Pause => await experiment.PauseAsync($"paused by {user.Identity?.Name}", ct),
            ExperimentVerb.Resume => await experiment.ResumeAsync(ct),
            _ => await experiment.CancelAsync(ct),
        };
        LogChange(user.Identity?.Name, verb, experiment.Id, changed);
        return changed;
    }

    /// <summary>The new experiment's id; the same one where the key was used before.</summary>
    /// <exception cref="UnauthorizedAccessException">The user's role does not allow it.</exception>
    /// <exception cref="InvalidSpecException">The cluster refuses it.</exception>
    public async Task<string> SubmitAsync(ExperimentSpec spec, string? key, ClaimsPrincipal user, CancellationToken ct)
    {
        Require(user);
        var handle = await cluster.Client.SubmitAsync(spec, key, ct);
        LogSubmit(user.Identity?.Name, handle.Id);
        return handle.Id;
    }

    public static bool Allows(ClaimsPrincipal user) => user.IsInRole(Role.Researcher);

    private static void Require(ClaimsPrincipal user)
    {
        if (!Allows(user))
        {
            throw new UnauthorizedAccessException("The role of this key does not allow that.");
        }
    }

    [LoggerMessage(LogLevel.Information, "{User}: {Verb} of {Experiment}, changed: {Changed}")]
    private partial void LogChange(string? user, ExperimentVerb verb, string experiment, bool changed);

    [LoggerMessage(LogLevel.Information, "{User}: submitted {Experiment}")]
    private partial void LogSubmit(string? user, string experiment);
}
