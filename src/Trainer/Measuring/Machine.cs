using System.Globalization;

namespace NasCluster.Trainer.Measuring;

/// <summary>What this machine is: for people who read a latency table, and to tell it from others.</summary>
internal static class Machine
{
    private const string CpuFile = "/proc/cpuinfo";
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    public static string Description { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{CpuModel()} with {Environment.ProcessorCount} cores");

    /// <summary>Another one for every machine, and after each of its starts.</summary>
    public static string Boot { get; } =
        File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : Environment.MachineName;

    private static string CpuModel()
    {
        try
        {
            var line = File.ReadLines(CpuFile)
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
            return line?.Split(':', 2)[^1].Trim() ?? "CPU";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "CPU";
        }
    }
}
