using System.Text;

namespace NasCluster.Trainer.Doctor;

/// <summary>The C++ library that this process runs with.</summary>
internal static class CxxLibrary
{
    private const string Maps = "/proc/self/maps";
    private const string FileName = "libstdc++.so";
    private const string Prefix = "GLIBCXX_";

    /// <summary>The highest version it offers, such as "GLIBCXX_3.4.30"; null where it cannot be found out.</summary>
    public static string? HighestVersion()
    {
        try
        {
            var line = File.ReadLines(Maps).FirstOrDefault(line => line.Contains(FileName, StringComparison.Ordinal));
            return line is null ? null : HighestVersionIn(File.ReadAllBytes(line[line.IndexOf('/')..]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The highest version named anywhere in a library.</summary>
    public static string? HighestVersionIn(ReadOnlySpan<byte> library)
    {
        var prefix = Encoding.ASCII.GetBytes(Prefix);
        Version? highest = null;
        for (var at = library.IndexOf(prefix); at >= 0; at = library.IndexOf(prefix))
        {
            library = library[(at + prefix.Length)..];
            var end = library.IndexOf((byte)0);
            if (
                Version.TryParse(Encoding.ASCII.GetString(library[..Math.Clamp(end, 0, 16)]), out var version)
                && (highest is null || version > highest)
            )
            {
                highest = version;
            }
        }

        return highest is null ? null : Prefix + highest;
    }
}
