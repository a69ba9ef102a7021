using System.Buffers;

namespace NasCluster.Trainer.Data;

/// <summary>A folder whose subfolders are data sets, named by the folder.</summary>
/// <param name="Path">Whole path; the folder need not exist.</param>
internal sealed record DatasetRoot(string Path)
{
    /// <summary>Colon-separated folders of data sets that a user adds.</summary>
    public const string Variable = "NASCLUSTER_DATA";

    /// <summary>Where Debian packages put data sets.</summary>
    public const string SystemPath = "/usr/share/datasets";

    private const string ShippedFolder = "data";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
    );

    /// <summary>Whether it can name a data set: letters, digits, '.', '_' and '-', and no dot first.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name[0] != '.' && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>The folder "data" with the sample, beside the program or above it; null where there is none.</summary>
    public static DatasetRoot? Shipped(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var data = new DatasetRoot(System.IO.Path.Combine(folder.FullName, ShippedFolder));
            if (data.Has(DatasetCatalog.Sample))
            {
                return data;
            }
        }

        return null;
    }

    public bool Has(string name) => Directory.Exists(System.IO.Path.Combine(Path, name));

    /// <summary>Names of the subfolders, in ordinal order; none where it cannot be listed.</summary>
    public IReadOnlyList<string> Names()
    {
        try
        {
            var names = Directory.EnumerateDirectories(Path).Select(folder => System.IO.Path.GetFileName(folder));
            return [.. names.Where(IsName).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
