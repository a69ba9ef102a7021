using System.Text;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>The file classes.txt: one name per line, in the order of the class numbers.</summary>
internal static class ClassNames
{
    private const string FileName = "classes.txt";

    /// <returns>The names, or null where there is no such file.</returns>
    /// <exception cref="DatasetException">It has fewer than 2 or more than 255 names, an empty line, or a name twice.</exception>
    public static string[]? Read(DatasetFolder folder)
    {
        if (!folder.Entries().Contains(FileName))
        {
            return null;
        }

        var place = Path.Combine(folder.FullPath, FileName);
        var text = Encoding.UTF8.GetString(folder.Read(FileName)).TrimStart('\ufeff').TrimEnd();
        string[] names = [.. text.Split('\n').Select(line => line.Trim())];
        if (names.Length is < 2 or > ClassMasks.Ignored)
        {
            throw DatasetFault.Label(
                place,
                $"has {names.Length} lines; expected 2 to {ClassMasks.Ignored} class names"
            );
        }

        var wrong = Array.FindIndex(names, name => name.Length == 0);
        if (wrong >= 0)
        {
            throw DatasetFault.Label(place, $"line {wrong + 1} is empty; expected the name of class {wrong}");
        }

        return
            names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())
                is { } twice
            ? throw DatasetFault.Label(place, $"'{twice.Key}' stands there twice; expected different names")
            : names;
    }
}
