namespace NasCluster.Domain.Scheduling;

/// <summary>A time in parts of equal length.</summary>
/// <param name="From">Its start.</param>
/// <param name="PartSeconds">Length of each part.</param>
/// <param name="Parts">How many; the last one ends it.</param>
public sealed record SlotSpan(DateTimeOffset From, int PartSeconds, int Parts)
{
    public DateTimeOffset Until => From.AddSeconds(PartSeconds * (double)Parts);
}
