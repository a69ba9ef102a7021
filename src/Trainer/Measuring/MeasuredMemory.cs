using System.Globalization;

namespace NasCluster.Trainer.Measuring;

/// <summary>The most memory this process had in use since a moment, as the kernel counts it (proc(5): VmHWM).</summary>
internal static class MeasuredMemory
{
    private const string Status = "/proc/self/status";
    private const string Clear = "/proc/self/clear_refs";
    private const string ResetPeak = "5";

    /// <summary>Bytes since <see cref="Restart"/>; null where the kernel does not tell.</summary>
    public static long? Peak() =>
        File.Exists(Status)
        && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            is { } line
        && line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..]
        && long.TryParse(kilobytes, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number << 10
            : null;

    /// <summary>Counts from now on. Where that is not allowed, the peak is that of the process's life, which is no less.</summary>
    public static void Restart()
    {
        try
        {
            File.WriteAllText(Clear, ResetPeak);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said above.
        }
    }
}
