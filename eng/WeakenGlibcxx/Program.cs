namespace NasCluster.Eng.WeakenGlibcxx;

/// <summary>Build step: WeakenGlibcxx FILE. Exit code 0: patched, patched before or no need to; 1: refused; 2: wrong usage.</summary>
internal static class Program
{
    public static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    internal static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not [var path])
        {
            error.WriteLine("WeakenGlibcxx : error NAS0002: usage: WeakenGlibcxx FILE");
            return 2;
        }

        try
        {
            var outcome = GlibcxxPatch.Apply(path);
            if (outcome == PatchOutcome.Patched)
            {
                output.WriteLine($"{Path.GetFileName(path)}: {GlibcxxPatch.Version} is now a weak need");
            }

            return 0;
        }
        catch (Exception e) when (e is ElfException or IOException or UnauthorizedAccessException)
        {
            // The format of a compiler message: the build shows it as its own error.
            error.WriteLine($"WeakenGlibcxx : error NAS0003: {path} is left as it is: {e.Message}");
            return 1;
        }
    }
}
