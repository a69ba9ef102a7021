using System.Diagnostics;
using System.Globalization;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>A control group of a test's own, version 1 or 2, with a limit; takes root.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";
    private readonly string _folder;
    private readonly bool _first;

    private ControlGroup(string controller)
    {
        _first = Directory.Exists(Path.Combine(Root, controller));
        _folder = Path.Combine(Root, _first ? controller : "", $"nas-fault-{Guid.NewGuid():N}"[..18]);
        Directory.CreateDirectory(_folder);
    }

    public static bool IsAvailable => Environment.UserName == "root" && Writable("memory") && Writable("pids");

    /// <summary>A command that puts what follows it into the group.</summary>
    public string[] Prefix => ["sh", "-c", $"echo $$ > {_folder}/cgroup.procs; exec \"$@\"", "limited"];

    /// <summary>Processes the kernel killed at the limit.</summary>
    public int OutOfMemoryKills =>
        int.Parse(
            File.ReadLines(Path.Combine(_folder, _first ? "memory.oom_control" : "memory.events"))
                .First(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
                .AsSpan("oom_kill ".Length),
            CultureInfo.InvariantCulture
        );

    /// <summary>How many processes and threads it has.</summary>
    public int Tasks => int.Parse(Read("pids.current"), CultureInfo.InvariantCulture);

    public static ControlGroup OfMemory(long bytes)
    {
        var group = new ControlGroup("memory");
        group.Write(group._first ? "memory.limit_in_bytes" : "memory.max", bytes);
        return group;
    }

    public static ControlGroup OfTasks(int most)
    {
        var group = new ControlGroup("pids");
        group.Limit(most);
        return group;
    }

    /// <summary>Changes the limit of a group of tasks; it also holds where more are there.</summary>
    public void Limit(int tasks) => Write("pids.max", tasks);

    /// <summary>Kills what is left in it, and takes it away.</summary>
    public void Dispose()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(10); Thread.Sleep(50))
        {
            foreach (var process in File.ReadAllLines(Path.Combine(_folder, "cgroup.procs")))
            {
                ProcessTree.Signal(int.Parse(process, CultureInfo.InvariantCulture), "KILL");
            }

            try
            {
                Directory.Delete(_folder);
                return;
            }
            catch (IOException)
            {
                // It is not empty yet.
            }
        }
    }

    private static bool Writable(string controller) =>
        Directory.Exists(Path.Combine(Root, controller))
        || File.Exists(Path.Combine(Root, "cgroup.subtree_control"))
            && File.ReadAllText(Path.Combine(Root, "cgroup.subtree_control"))
                .Contains(controller, StringComparison.Ordinal);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file)).Trim();

    private void Write(string file, long value) =>
        File.WriteAllText(Path.Combine(_folder, file), value.ToString(CultureInfo.InvariantCulture));
}
