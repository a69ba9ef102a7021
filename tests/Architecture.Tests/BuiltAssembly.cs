using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NasCluster.Architecture.Tests;

/// <summary>A compiled project, read from the build folder without loading it.</summary>
internal static class BuiltAssembly
{
    /// <summary>bin folder of the build that these tests belong to.</summary>
    private static readonly DirectoryInfo Bin = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!;

    public static ImmutableArray<string> ReferencesOf(string project)
    {
        using var file = new PEReader(File.OpenRead(PathOf(project)));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(handle =>
                metadata.GetString(metadata.GetAssemblyReference(handle).Name)
            ),
        ];
    }

    private static string PathOf(string project) =>
        Directory
            .EnumerateFiles(
                Path.Combine(Bin.FullName, project),
                $"NasCluster.{project}.dll",
                SearchOption.AllDirectories
            )
            .First();
}
