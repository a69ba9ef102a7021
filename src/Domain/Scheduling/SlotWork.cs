using System.Collections.Immutable;

namespace NasCluster.Domain.Scheduling;

/// <summary>What slots hold now, and how busy they were in a time that has just passed.</summary>
/// <param name="Span">That time.</param>
/// <param name="Leases">Open attempts, oldest first.</param>
/// <param name="Slots">Slots that worked in that time, by name.</param>
public sealed record SlotWork(SlotSpan Span, ImmutableArray<SlotLease> Leases, ImmutableArray<SlotUse> Slots)
{
    /// <param name="span">The time.</param>
    /// <param name="leases">Open attempts.</param>
    /// <param name="worked">Milliseconds that a slot worked in a part of the time; parts without work may be left out.</param>
    public static SlotWork Of(
        SlotSpan span,
        ImmutableArray<SlotLease> leases,
        IEnumerable<(string Slot, int Part, long Milliseconds)> worked
    ) =>
        new(
            span,
            leases,
            [
                .. worked
                    .GroupBy(row => row.Slot, StringComparer.Ordinal)
                    .OrderBy(slot => slot.Key, StringComparer.Ordinal)
                    .Select(slot => new SlotUse(slot.Key, Shares(span, slot))),
            ]
        );

    private static ImmutableArray<double> Shares(
        SlotSpan span,
        IEnumerable<(string Slot, int Part, long Milliseconds)> worked
    )
    {
        var shares = new double[span.Parts];
        foreach (var (_, part, milliseconds) in worked)
        {
            shares[part] = Math.Min(1, milliseconds / (1000.0 * span.PartSeconds));
        }

        return [.. shares];
    }
}
