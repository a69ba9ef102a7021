using System.Diagnostics;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Tests;

public sealed class ThreadAffinityTests
{
    [Fact]
    public void With_OneProcessor_ChildrenRunThereAndTheThreadIsAsBefore()
    {
        var before = ThreadAffinity.Current();
        var last = before[^1];

        var allowed = ThreadAffinity.With([last], Allowed);

        Assert.Equal($"{last}", allowed);
        Assert.Equal(before, ThreadAffinity.Current());
    }

    [Fact]
    public void OfSlot_MoreSlotsThanProcessors_StartsAnew()
    {
        var all = ThreadAffinity.Current();

        Assert.Equal(all[0], Assert.Single(ThreadAffinity.OfSlot(all.Length, threads: 1)));
        Assert.Equal(all.Length, ThreadAffinity.OfSlot(0, threads: 1000).Distinct().Count());
    }

    private static string Allowed()
    {
        using var child = Process.Start(
            new ProcessStartInfo("sh", ["-c", "grep Cpus_allowed_list /proc/self/status"])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var line = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
