namespace NasCluster.Dashboard.Notices;

/// <summary>Something people want to hear of.</summary>
/// <param name="Id">The same for the same thing, whoever notices it and how often.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Id of the experiment, or name of the worker.</param>
/// <param name="Text">One line for people.</param>
/// <param name="Path">Page that shows it.</param>
/// <param name="At">When it was noticed.</param>
public sealed record Notice(string Id, NoticeKind Kind, string Subject, string Text, string Path, DateTimeOffset At);
