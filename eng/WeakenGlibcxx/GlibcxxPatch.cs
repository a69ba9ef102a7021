namespace NasCluster.Eng.WeakenGlibcxx;

/// <summary>
/// Makes TorchSharp's native library load where libstdc++ is older than GCC 13's. GCC 13's iostream header names
/// std::ios_base_library_init(), an empty marker under version GLIBCXX_3.4.32. Nothing is relocated against it, so it is
/// never looked up; only the loader's check that the version exists fails. Flagging the need as weak turns that check
/// off, and where the version exists the flag changes nothing. Anything that does not fit this story is refused.
/// </summary>
internal static class GlibcxxPatch
{
    public const string Version = "GLIBCXX_3.4.32";
    public const string Library = "libstdc++.so.6";
    public const string Marker = "_ZSt21ios_base_library_initv";

    /// <summary>Patches a file; its time of writing and its mode stay, so that an incremental build does not copy it again.</summary>
    /// <exception cref="ElfException">The file is not what is expected; it is left as it was.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static PatchOutcome Apply(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new ElfException($"it is a link to {target}, and only a copy may be changed");
        }

        var library = new ElfLibrary(File.ReadAllBytes(path));
        var needs = library.VersionNeeds().Where(need => need.Version == Version).ToList();
        if (needs.Count == 0)
        {
            return PatchOutcome.NotRequired;
        }

        Check(library, needs);
        if (needs[0].IsWeak)
        {
            return PatchOutcome.AlreadyWeak;
        }

        Replace(path, library.WithWeak(needs[0]));
        return PatchOutcome.Patched;
    }

    private static void Check(ElfLibrary library, List<VersionNeed> needs)
    {
        if (needs.Count > 1 || needs[0].Library != Library)
        {
            var libraries = string.Join(", ", needs.Select(need => need.Library));
            throw new ElfException($"{Version} is asked of {libraries}, expected once of {Library}");
        }

        var symbols = library.SymbolsThatNeed(needs[0]).ToList();
        if (symbols is not [Marker])
        {
            throw new ElfException($"{Version} is needed by '{string.Join(", ", symbols)}', expected only {Marker}");
        }

        if (library.IsRelocated(needs[0]))
        {
            throw new ElfException($"{Marker} is really looked up: a relocation refers to it");
        }
    }

    // A reader sees the old file or the new one; a hard link to the package cache is cut, not written through.
    private static void Replace(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            }

            File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(path));
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
