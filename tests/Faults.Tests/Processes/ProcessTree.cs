using System.Diagnostics;
using System.Globalization;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>What the kernel says about processes.</summary>
internal static class ProcessTree
{
    public static int[] ChildrenOf(int process)
    {
        try
        {
            return
            [
                .. Directory
                    .EnumerateDirectories($"/proc/{process}/task")
                    .SelectMany(task =>
                        File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    )
                    .Select(text => int.Parse(text, CultureInfo.InvariantCulture))
                    .Distinct(),
            ];
        }
        catch (IOException)
        {
            return [];
        }
    }

    public static int ParentOf(int process) =>
        int.Parse(
            File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[
                5..
            ],
            CultureInfo.InvariantCulture
        );

    public static bool IsAlive(int process)
    {
        try
        {
            // The state follows the name in parentheses; a zombie that nobody has waited for is dead.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public static long Resident(int process) =>
        long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture)
        * Environment.SystemPageSize;

    public static void Signal(IEnumerable<int> processes, string signal)
    {
        foreach (var process in processes)
        {
            Signal(process, signal);
        }
    }

    public static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
