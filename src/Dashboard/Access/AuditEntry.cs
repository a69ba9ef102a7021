namespace NasCluster.Dashboard.Access;

/// <summary>Who did what.</summary>
/// <param name="At">When.</param>
/// <param name="User">Name of the key.</param>
/// <param name="Action">submit, pause, resume, cancel, note, drain, sign-in.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record AuditEntry(DateTimeOffset At, string User, string Action, string Subject, string Outcome)
{
    /// <summary>Place in the log: pass the last one's on to read what came before it.</summary>
    public string Id { get; init; } = "";
}
