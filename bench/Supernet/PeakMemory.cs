using System.Diagnostics;
using System.Globalization;

namespace NasCluster.Supernet;

/// <summary>Peak resident memory of one case, in a process of its own: what it takes beyond what was there before it.</summary>
internal static class PeakMemory
{
    private const int Steps = 4;

    public static double Measure(Func<ITimedStep> create)
    {
        using (var first = Cases.Find(Cases.Plain(1))())
        {
            first.Step();
        }

        GC.Collect();
        var before = StatusMb("VmRSS");
        using var step = create();
        for (var i = 0; i < Steps; i++)
        {
            step.Step();
        }

        return StatusMb("VmHWM") - before;
    }

    public static double OfChild(string name)
    {
        var info = new ProcessStartInfo("dotnet", [typeof(PeakMemory).Assembly.Location, "memory", name])
        {
            RedirectStandardOutput = true,
        };
        using var child = Process.Start(info)!;
        var text = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static double StatusMb(string key)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            / 1024;
    }
}
