using System.Globalization;

namespace NasCluster.Silo.Trainers;

/// <summary>The kernel's count of out-of-memory kills, in control groups or of the whole machine.</summary>
internal static class OutOfMemoryKills
{
    private const string Counters = "/proc/vmstat";
    private const string Name = "oom_kill ";

    /// <summary>0 where the kernel keeps no such count.</summary>
    public static long Count()
    {
        try
        {
            var line = File.ReadLines(Counters).FirstOrDefault(row => row.StartsWith(Name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(Name.Length), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
