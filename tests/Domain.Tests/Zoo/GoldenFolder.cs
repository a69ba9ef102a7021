namespace NasCluster.Domain.Tests.Zoo;

/// <summary>The reference data, or the folder NASCLUSTER_GOLDEN names.</summary>
internal static class GoldenFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("NASCLUSTER_GOLDEN") is { Length: > 0 } asked)
        {
            return asked;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "NasCluster.sln")))
        {
            folder = folder.Parent!;
        }

        return System.IO.Path.Combine(folder.FullName, "tests", "golden");
    }
}
