using System.Globalization;

namespace NasCluster.Silo.Trainers;

/// <summary>
/// The kernel's count of out-of-memory kills in the control group of a process, version 1 or 2: a container's, or the child's
/// own where something gave it one. Of the whole machine where the group keeps no count.
/// </summary>
internal sealed class OutOfMemoryKills
{
    private const string Groups = "/sys/fs/cgroup";
    private const string Machine = "/proc/vmstat";
    private const string Name = "oom_kill ";
    private readonly string _counter;
    private readonly long _before;

    private OutOfMemoryKills(string counter) => (_counter, _before) = (counter, Count(counter));

    /// <summary>Whether there were kills since this was made.</summary>
    public bool Happened => Count(_counter) > _before;

    /// <summary>Counts from now on, where the process is now.</summary>
    public static OutOfMemoryKills Of(int process) =>
        new(CounterOf(Lines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cgroup"), Groups) ?? Machine);

    /// <summary>The file that counts the kills in a process' group; null where there is none.</summary>
    /// <param name="groups">Of the process, as /proc tells them: "4:memory:/path" (version 1) or "0::/path" (version 2).</param>
    /// <param name="root">Where control groups are mounted.</param>
    internal static string? CounterOf(IEnumerable<string> groups, string root)
    {
        foreach (var group in groups.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            var first = group[1].Split(',').Contains("memory");
            if (!first && group[1].Length > 0)
            {
                continue;
            }

            var (mount, file) = first ? (Path.Combine(root, "memory"), "memory.oom_control") : (root, "memory.events");
            // A container may see itself as the root while its path is told as the host sees it.
            string[] places = [Path.Combine(mount, group[2].TrimStart('/'), file), Path.Combine(mount, file)];
            if (places.FirstOrDefault(Counts) is { } counter)
            {
                return counter;
            }
        }

        return null;
    }

    private static bool Counts(string file) => Lines(file).Any(line => line.StartsWith(Name, StringComparison.Ordinal));

    /// <summary>0 where the kernel keeps no such count, or the group is gone.</summary>
    private static long Count(string file)
    {
        var line = Lines(file).FirstOrDefault(row => row.StartsWith(Name, StringComparison.Ordinal));
        return long.TryParse(line.AsSpan(line is null ? 0 : Name.Length), CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
