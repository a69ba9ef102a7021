using System.Globalization;

namespace NasCluster.Silo.Slots;

/// <summary>
/// The right to train on the GPUs of a machine: a second worker that was given one of them takes no work, instead of both
/// running out of its memory. Processors are shared and need none.
/// </summary>
/// <remarks>
/// The locks lie in the data folder, which workers of one machine share. A file is named by the machine's boot, by what
/// the process sees of its GPUs (containers may each see another one as the first), and by the device.
/// </remarks>
internal sealed class DeviceLocks : IDisposable
{
    private readonly List<FileStream> _taken = [];

    /// <summary>Takes all; says which one somebody else has, or null.</summary>
    /// <param name="dataFolder">The silo's.</param>
    /// <param name="devices">Devices of the slots, such as "cuda:0"; a device may be there for several slots.</param>
    public string? TryTake(string dataFolder, IEnumerable<string> devices)
    {
        var folder = Path.Combine(Path.GetFullPath(dataFolder), "locks");
        foreach (var device in devices.Where(device => device != "cpu").Distinct(StringComparer.Ordinal))
        {
            Directory.CreateDirectory(folder);
            try
            {
                var path = Path.Combine(folder, NameOf(device));
                _taken.Add(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (e.GetType() == typeof(IOException))
            {
                return $"Another worker of this machine trains on {device}; give each GPU to one worker.";
            }
        }

        return null;
    }

    public void Dispose() => _taken.ForEach(file => file.Dispose());

    private static string NameOf(string device)
    {
        string?[] parts =
        [
            File.Exists("/proc/sys/kernel/random/boot_id")
                ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
                : Environment.MachineName,
            Environment.GetEnvironmentVariable("NVIDIA_VISIBLE_DEVICES"),
            Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES"),
            device,
        ];
        var name = string.Join('-', parts.Where(part => !string.IsNullOrEmpty(part)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}.lock"
        );
    }
}
