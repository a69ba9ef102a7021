using System.Data.Common;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Rows;

/// <summary>What slots hold and did, from the attempts.</summary>
internal static class SlotRow
{
    /// <summary>The owner of an attempt without its tag.</summary>
    private const string Slot =
        "case when substr(owner, length(owner) - 12, 1) = '#' then substr(owner, 1, length(owner) - 13) else owner end";

    /// <summary>Written so that both databases take it.</summary>
    public const string Worked = $"""
        with recursive part (place, start_at) as (
            select 0, cast(@from as bigint)
            union all select place + 1, start_at + @length from part where place + 1 < @parts
        ),
        work (slot, start_at, end_at) as (
            select {Slot}, opened_at,
                case when ended_at is not null then ended_at when expires_at < @until then expires_at else @until end
            from attempt where ended_at is null or ended_at > @from
        )
        select w.slot, p.place, cast(sum(
            (case when w.end_at < p.start_at + @length then w.end_at else p.start_at + @length end)
            - (case when w.start_at > p.start_at then w.start_at else p.start_at end)) as bigint)
        from part p join work w on w.start_at < p.start_at + @length and w.end_at > p.start_at
        group by w.slot, p.place
        """;

    public const string Leases = $"""
        select experiment, candidate, number, {Slot}, opened_at, expires_at
        from attempt where ended_at is null order by opened_at, experiment, candidate limit 1000
        """;

    public static (string Name, object? Value)[] Of(SlotSpan span) =>
        [
            ("@from", span.From.ToUnixTimeMilliseconds()),
            ("@until", span.Until.ToUnixTimeMilliseconds()),
            ("@length", span.PartSeconds * 1000L),
            ("@parts", span.Parts),
        ];

    public static (string Slot, int Part, long Milliseconds) ReadWorked(DbDataReader row)
    {
        var columns = new RowReader(row);
        return (columns.Text(), columns.Int(), columns.Long());
    }

    public static SlotLease ReadLease(DbDataReader row)
    {
        var columns = new RowReader(row);
        return new(new(columns.Text(), columns.Int()), columns.Int(), columns.Text(), columns.Time(), columns.Time());
    }
}
