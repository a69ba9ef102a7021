using System.Data.Common;
using System.Text.Json;

namespace NasCluster.Storage.Rows;

/// <summary>Reads the columns of a row from left to right, so that a row's columns are named once, in its SQL.</summary>
internal sealed class RowReader(DbDataReader row, int first = 0)
{
    private int _next = first;

    public string Text() => row.GetString(_next++);

    public string? TextOrNull() => Skip() ? null : Text();

    public int Int() => row.GetInt32(_next++);

    public int? IntOrNull() => Skip() ? null : Int();

    public long Long() => row.GetInt64(_next++);

    public long? LongOrNull() => Skip() ? null : Long();

    public double Double() => row.GetDouble(_next++);

    public double? DoubleOrNull() => Skip() ? null : Double();

    public DateTimeOffset Time() => StoredTime.Read(Long());

    public DateTimeOffset? TimeOrNull() => Skip() ? null : Time();

    /// <summary>Whether an error says that a row cannot be read, rather than that the database cannot.</summary>
    public static bool IsUnreadable(Exception error) =>
        error
            is JsonException
                or FormatException
                or ArgumentException
                or InvalidCastException
                or NotSupportedException
                or OverflowException;

    private bool Skip()
    {
        if (!row.IsDBNull(_next))
        {
            return false;
        }

        _next++;
        return true;
    }
}
