using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Access;

/// <summary>Who did what, kept in the cluster's store.</summary>
internal sealed partial class AuditLog(ClusterConnection cluster, TimeProvider clock, ILogger<AuditLog> logger)
{
    private const string Kind = "audit";
    private const int LongestText = 200;

    /// <summary>Writes a line. Where the store is away the line is in the log of the process, and what was done stays done.</summary>
    public async Task WriteAsync(
        ClaimsPrincipal user,
        string action,
        string subject,
        string outcome,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var entry = new AuditEntry(now, Short(user.Identity?.Name ?? ""), action, Short(subject), Short(outcome));
        LogEntry(entry.User, action, entry.Subject, entry.Outcome);
        try
        {
            var key = Guid.CreateVersion7(now).ToString("N");
            await cluster.Client.SaveRecordAsync(
                new(Kind, key, JsonSerializer.Serialize(entry, JsonSerializerOptions.Web)),
                ct
            );
        }
        catch (Exception e) when (ClusterFault.Is(e))
        {
            LogLost(action, e.Message);
        }
    }

    /// <summary>The last lines, newest first.</summary>
    /// <param name="before">Only those before this place; null for the last ones.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<ImmutableArray<AuditEntry>> ReadAsync(string? before, int limit, CancellationToken ct) =>
        [
            .. (await cluster.Client.RecordsAsync(Kind, before, limit, ct)).Select(record =>
                JsonSerializer.Deserialize<AuditEntry>(record.Content, JsonSerializerOptions.Web)! with
                {
                    Id = record.Key,
                }
            ),
        ];

    /// <summary>One line of at most so many characters.</summary>
    private static string Short(string text)
    {
        var line = string.Concat(text.Select(one => char.IsControl(one) ? ' ' : one));
        return line.Length <= LongestText ? line : line[..LongestText];
    }

    [LoggerMessage(LogLevel.Information, "{User}: {Action} {Subject}: {Outcome}")]
    private partial void LogEntry(string user, string action, string subject, string outcome);

    [LoggerMessage(LogLevel.Error, "The audit log has no line of this {Action}: {Reason}")]
    private partial void LogLost(string action, string reason);
}
