using System.Runtime.CompilerServices;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>Files of the repository that tests hold the code against.</summary>
internal static class RepositoryFile
{
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static string PathOf(string path) => Path.Combine(Root(), path);

    /// <summary>The folder with global.json above the program or, where it was built elsewhere, above this source file.</summary>
    private static string Root([CallerFilePath] string source = "") =>
        Above(AppContext.BaseDirectory)
        ?? Above(Path.GetDirectoryName(source)!)
        ?? Above(Directory.GetCurrentDirectory())
        ?? throw new DirectoryNotFoundException("The repository was not found above the tests.");

    private static string? Above(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "global.json")))
            {
                return current.FullName;
            }
        }

        return null;
    }
}
