using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace NasCluster.Trainer.Runtime;

/// <summary>
/// Keeps oneDNN, which computes libtorch's convolutions on a CPU, to what it computes right on a virtual machine that hides
/// its caches.
/// </summary>
/// <remarks>
/// An AMD processor tells its caches in CPUID leaf 0x8000001D. Behind a hypervisor that leaves it empty oneDNN takes each
/// cache for one byte: reorders of weights whose channels are no multiple of a block then drop data without a word, or
/// write beyond their memory (on AArch64: uxlfoundation/oneDNN#5313). Up to AVX it goes another way.
/// </remarks>
internal static unsafe partial class OneDnn
{
    private const string Variable = "ONEDNN_MAX_CPU_ISA";
    private const string Safe = "AVX";
    private const int HighestExtendedLeaf = unchecked((int)0x80000000);
    private const int CacheLeaf = unchecked((int)0x8000001D);
    private const int CacheTypes = 0x1F;

    /// <summary>Why oneDNN is limited here; null where it is not.</summary>
    public static string? Limit { get; private set; }

    /// <summary>
    /// Before anything of the trainer runs: oneDNN reads the variable once, when it is first used. One that is set already
    /// stays.
    /// </summary>
    [ModuleInitializer]
    internal static void Prepare()
    {
        if (OperatingSystem.IsLinux() && HidesItsCaches())
        {
            _ = SetVariable(Variable, Safe, overwrite: 0);
            Limit =
                $"this machine does not tell its caches (CPUID 0x8000001D), which oneDNN computes wrongly with beyond {Safe}";
        }
    }

    private static bool HidesItsCaches()
    {
        if (!X86Base.IsSupported || !IsAmd())
        {
            return false;
        }

        var (highest, _, _, _) = X86Base.CpuId(HighestExtendedLeaf, 0);
        return (uint)highest < unchecked((uint)CacheLeaf) || (X86Base.CpuId(CacheLeaf, 0).Eax & CacheTypes) == 0;
    }

    private static bool IsAmd()
    {
        var (_, ebx, ecx, edx) = X86Base.CpuId(0, 0);
        ReadOnlySpan<int> vendor = [ebx, edx, ecx];
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes(vendor)) == "AuthenticAMD";
    }

    // .NET's own environment is a copy that native code does not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
