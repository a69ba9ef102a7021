using System.Globalization;

namespace NasCluster.Trainer.Measuring;

/// <summary>What this machine is, for people who read a latency table.</summary>
internal static class Machine
{
    private const string CpuFile = "/proc/cpuinfo";

    public static string Description { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{CpuModel()} with {Environment.ProcessorCount} cores");

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
