using System.Globalization;
using NasCluster.Domain.Training;
using TorchSharp;

namespace NasCluster.Trainer.Runtime;

/// <summary>What the environment of a child says.</summary>
/// <param name="DeviceName">"cpu" or "cuda:N".</param>
/// <param name="Threads">Threads to compute with, at least 1.</param>
/// <param name="MemoryLimitBytes">Null: no limit.</param>
internal sealed record TrainerSettings(string DeviceName, int Threads, long? MemoryLimitBytes)
{
    /// <summary>Environment variable with the memory a candidate may take, in MB.</summary>
    public const string MemoryLimit = "NASCLUSTER_MEMORY_LIMIT_MB";

    /// <summary>Environment variable with the disk space that decoded images may take, in MB; 0: they are not kept.</summary>
    public const string CacheLimit = "NASCLUSTER_CACHE_MB";

    private const long UsualCacheMegabytes = 8192;
    private const string Cpu = "cpu";
    private const string Cuda = "cuda";

    /// <summary>What a candidate may take: on processors without a limit, what the machine or its container has.</summary>
    public long? MemoryBytes =>
        MemoryLimitBytes ?? (DeviceName == Cpu ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : null);

    /// <summary>What decoded images may take on disk.</summary>
    public long CacheBytes { get; init; } = UsualCacheMegabytes << 20;

    public torch.Device Device =>
        DeviceName == Cpu ? torch.CPU : new torch.Device(DeviceType.CUDA, IndexOf(DeviceName) ?? 0);

    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="TrainerSettingsException">A variable has a value that cannot be used.</exception>
    public static TrainerSettings From(Func<string, string?> variable)
    {
        var device = variable(TrainerProtocol.Device) is { Length: > 0 } name ? name : Cpu;
        if (device != Cpu && IndexOf(device) is null)
        {
            throw new TrainerSettingsException(TrainerProtocol.Device, device, "cpu, or cuda:0, cuda:1, …");
        }

        var limit = Number(variable, MemoryLimit, long.MaxValue >> 20);
        var cache = Number(variable, CacheLimit, long.MaxValue >> 20, least: 0) ?? UsualCacheMegabytes;
        return new(device, (int)(Number(variable, TrainerProtocol.Threads, 1024) ?? 1), limit << 20)
        {
            CacheBytes = cache << 20,
        };
    }

    private static int? IndexOf(string device) =>
        device.Split(':') is [Cuda, var index]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static long? Number(Func<string, string?> variable, string name, long most, long least = 1)
    {
        if (variable(name) is not { Length: > 0 } text)
        {
            return null;
        }

        return
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw new TrainerSettingsException(name, text, $"a whole number from {least} to {most}");
    }
}
