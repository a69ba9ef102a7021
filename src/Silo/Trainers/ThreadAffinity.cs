using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NasCluster.Silo.Trainers;

/// <summary>
/// The processors that a thread may run on (sched_setaffinity(2)). A process inherits those of the thread that starts it, so
/// that a child is where it belongs before its first instruction.
/// </summary>
internal static partial class ThreadAffinity
{
    private const int MaskBytes = 1024 / 8;
    private const int CallingThread = 0;

    /// <summary>Those of the calling thread, in order; empty where the system does not tell.</summary>
    public static ImmutableArray<int> Current()
    {
        var mask = new byte[MaskBytes];
        return OperatingSystem.IsLinux() && Get(CallingThread, MaskBytes, mask) > 0
            ? [.. Enumerable.Range(0, MaskBytes * 8).Where(number => (mask[number / 8] & (1 << (number % 8))) != 0)]
            : [];
    }

    /// <summary>Those of a slot: as many as it has threads, dealt out in turn; empty where the system does not tell.</summary>
    /// <param name="slot">0, 1, 2, …</param>
    /// <param name="threads">At least 1.</param>
    public static ImmutableArray<int> OfSlot(int slot, int threads)
    {
        var all = Current();
        return all.IsEmpty
            ? []
            :
            [
                .. Enumerable
                    .Range(0, Math.Min(threads, all.Length))
                    .Select(thread => all[(int)(((long)slot * threads + thread) % all.Length)]),
            ];
    }

    /// <summary>Does something with the calling thread on some processors only.</summary>
    /// <param name="processors">Their numbers; empty to leave the thread as it is.</param>
    /// <param name="act">What is done, on this thread.</param>
    public static T With<T>(ImmutableArray<int> processors, Func<T> act)
    {
        if (processors.IsEmpty)
        {
            return act();
        }

        var before = Current();
        Use(processors);
        try
        {
            return act();
        }
        finally
        {
            Use(before);
        }
    }

    private static void Use(ImmutableArray<int> processors)
    {
        var mask = new byte[MaskBytes];
        foreach (var number in processors)
        {
            mask[number / 8] |= (byte)(1 << (number % 8));
        }

        _ = Set(CallingThread, MaskBytes, mask);
    }

    // glibc's own wrapper answers 0 where the system call answers bytes.
    private static int Get(int thread, nint bytes, byte[] mask) => GetAffinity(thread, bytes, mask) == 0 ? 1 : 0;

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nint bytes, [Out] byte[] mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int Set(int thread, nint bytes, byte[] mask);
}
