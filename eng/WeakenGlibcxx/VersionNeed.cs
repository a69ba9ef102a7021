namespace NasCluster.Eng.WeakenGlibcxx;

/// <summary>One version that a library must define (Elf64_Vernaux).</summary>
/// <param name="Library">Such as "libstdc++.so.6".</param>
/// <param name="Version">Such as "GLIBCXX_3.4.32".</param>
/// <param name="Index">The number by which symbols name it.</param>
/// <param name="Flags">vna_flags.</param>
/// <param name="FlagsOffset">Where the flags are in the file.</param>
internal sealed record VersionNeed(string Library, string Version, ushort Index, ushort Flags, long FlagsOffset)
{
    /// <summary>VER_FLG_WEAK: the loader goes on when the library does not define the version.</summary>
    public const ushort Weak = 2;

    public bool IsWeak => (Flags & Weak) != 0;
}
