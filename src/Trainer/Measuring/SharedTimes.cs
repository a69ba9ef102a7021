using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NasCluster.Trainer.Exporting;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Measuring;

/// <summary>
/// Measured times that all trainers of a machine share, as small files: the slots of an experiment then divide by the same
/// number. A time counts for an hour, for one start of the machine, one build of the trainer, one device and one number of threads.
/// </summary>
/// <param name="folder">Of this machine and user.</param>
/// <param name="device">"cpu" or "cuda:N".</param>
/// <param name="threads">Threads that computed.</param>
/// <param name="time">The clock of the age.</param>
internal sealed class SharedTimes(string folder, string device, int threads, TimeProvider time)
{
    private const string Ending = ".ms";
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private readonly string _folder = Path.Combine(folder, "times");

    /// <summary>Milliseconds that were measured within the last hour; null where none were, or they cannot be read.</summary>
    /// <param name="what">What was measured.</param>
    public double? Find(string what)
    {
        try
        {
            var file = new FileInfo(PathOf(what));
            return
                file.Exists && !IsOld(file) && Read(file) is var milliseconds and > 0 && double.IsFinite(milliseconds)
                ? milliseconds
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a time down for others, and deletes the old ones; nothing happens where the folder cannot be used.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="milliseconds">How long it took, above 0.</param>
    public void Keep(string what, double milliseconds)
    {
        if (MachineFolder.TryCreate(_folder) is null)
        {
            return;
        }

        try
        {
            var text = Encoding.UTF8.GetBytes(milliseconds.ToString("R", CultureInfo.InvariantCulture));
            WholeFile.Write(PathOf(what), stream => stream.Write(text));
            foreach (var old in new DirectoryInfo(_folder).GetFiles($"*{Ending}").Where(IsOld))
            {
                old.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Others measure for themselves.
        }
    }

    private static double Read(FileInfo file) =>
        double.TryParse(
            File.ReadAllText(file.FullName),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var milliseconds
        )
            ? milliseconds
            : 0;

    private bool IsOld(FileInfo file) => time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > Fresh;

    private string PathOf(string what)
    {
        var build = typeof(SharedTimes).Module.ModuleVersionId;
        var key = string.Create(CultureInfo.InvariantCulture, $"{Machine.Boot}|{build}|{device}|{threads}|{what}");
        return Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + Ending);
    }
}
