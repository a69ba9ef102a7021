namespace NasCluster.Storage.Rows;

/// <summary>Times are whole milliseconds since 1970 in the tables: the same in every database product.</summary>
internal static class StoredTime
{
    public static long Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static DateTimeOffset Read(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <summary>Rounded up: a lease is never shorter than the policy says.</summary>
    public static long OfSeconds(double seconds) => checked((long)Math.Ceiling(seconds * 1000));
}
