namespace NasCluster.Dashboard.Notices;

/// <summary>A notice on its way to a webhook.</summary>
/// <param name="Notice">What it tells.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Next">When it is sent next; null where it arrived or was given up.</param>
/// <param name="Outcome">What the last attempt gave.</param>
internal sealed record WebhookMessage(Notice Notice, int Attempts, DateTimeOffset? Next, string? Outcome = null)
{
    /// <summary>After so many attempts, most of a day, it is given up.</summary>
    public const int MostAttempts = 14;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(3);

    public WebhookMessage Arrived(string outcome) =>
        this with
        {
            Attempts = Attempts + 1,
            Next = null,
            Outcome = outcome,
        };

    /// <summary>Each pause is twice the one before it.</summary>
    public WebhookMessage Failed(string outcome, DateTimeOffset now)
    {
        var pause = FirstPause * Math.Pow(2, Attempts);
        var isLast = Attempts + 1 >= MostAttempts;
        return this with
        {
            Attempts = Attempts + 1,
            Next = isLast ? null : now + (pause < LongestPause ? pause : LongestPause),
            Outcome = outcome,
        };
    }
}
