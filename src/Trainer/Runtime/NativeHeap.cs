using System.Runtime.InteropServices;

namespace NasCluster.Trainer.Runtime;

/// <summary>
/// Makes glibc keep what is freed. Each training step frees and allocates the same hundreds of megabytes; given back to
/// the system each time, the page faults take about half of the step.
/// </summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int MapCount = -4;
    private const int LargestMapThreshold = 32 << 20;

    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(MapThreshold, LargestMapThreshold);
            _ = SetOption(MapCount, 0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc: slower, not wrong.
        }
    }

    /// <summary>
    /// Gives pages that nothing lies in back to the system. Blocks of one network do not fit the gaps that another left:
    /// without this the heap of a child grows with every candidate.
    /// </summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint kept);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
