using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Notes;

/// <summary>Notes and tags of experiments and candidates, kept in the cluster's store.</summary>
internal sealed class NoteBook(ClusterConnection cluster, AuditLog audit, TimeProvider clock)
{
    private const string OfExperiments = "note";
    private const int MostListed = 10_000;

    /// <param name="experiment">The experiment's id.</param>
    /// <param name="candidate">Number of one of its candidates; null for the experiment itself.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Null where nothing was written.</returns>
    public async Task<Note?> FindAsync(string experiment, int? candidate, CancellationToken ct)
    {
        var (kind, key) = Place(experiment, candidate);
        return await cluster.Client.FindRecordAsync(kind, key, ct) is { } record
            ? JsonSerializer.Deserialize<Note>(record.Content, JsonSerializerOptions.Web)
            : null;
    }

    /// <summary>Keeps a note in place of an earlier one.</summary>
    /// <exception cref="UnauthorizedAccessException">The user's role does not allow it.</exception>
    public async Task<Note> SaveAsync(
        string experiment,
        int? candidate,
        NoteDraft draft,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        Role.Require(user, Role.Researcher);
        var note = draft.By(user.Identity?.Name ?? "", clock.GetUtcNow());
        var (kind, key) = Place(experiment, candidate);
        await cluster.Client.SaveRecordAsync(
            new(kind, key, JsonSerializer.Serialize(note, JsonSerializerOptions.Web)),
            ct
        );
        await audit.WriteAsync(user, "note", candidate is null ? experiment : $"{experiment}:{candidate}", "saved", ct);
        return note;
    }

    /// <summary>Tags of all experiments that have any, by id.</summary>
    public async Task<ImmutableDictionary<string, ImmutableArray<string>>> TagsAsync(CancellationToken ct)
    {
        var records = await cluster.Client.RecordsAsync(OfExperiments, before: null, MostListed, ct);
        return records
            .Select(record =>
                (record.Key, Note: JsonSerializer.Deserialize<Note>(record.Content, JsonSerializerOptions.Web)!)
            )
            .Where(pair => !pair.Note.Tags.IsDefaultOrEmpty)
            .ToImmutableDictionary(pair => pair.Key, pair => pair.Note.Tags, StringComparer.Ordinal);
    }

    private static (string Kind, string Key) Place(string experiment, int? candidate) =>
        candidate is { } number
            ? ($"{OfExperiments}/{experiment}", number.ToString(CultureInfo.InvariantCulture))
            : (OfExperiments, experiment);
}
