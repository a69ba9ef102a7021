using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Trainer.Data.Shapes;

/// <summary>A made-up segmentation data set of <see cref="ShapeScene"/>s, in memory or as a segmentation folder.</summary>
internal static class ShapeSet
{
    /// <summary>The same images as the folder has.</summary>
    public static LoadedDataset Load(ShapeSetOptions options) =>
        new(SetOf(Scenes(options, "train", options.Train)), SetOf(Scenes(options, "test", options.Test)))
        {
            ClassNames = ShapeScene.ClassNames,
        };

    /// <summary>Writes the folder beside its place first: it is there whole or not at all.</summary>
    /// <exception cref="DatasetException">The folder is not empty, or cannot be written.</exception>
    public static void Write(ShapeSetOptions options)
    {
        if (Directory.Exists(options.Folder) && Directory.EnumerateFileSystemEntries(options.Folder).Any())
        {
            throw DatasetFault.Path(options.Folder, "is there and not empty; expected a new folder");
        }

        try
        {
            var started = Path.Combine(options.Root, $".{options.Name}.part");
            Remove(started);
            WriteSplit(started, "train", Scenes(options, "train", options.Train));
            WriteSplit(started, "test", Scenes(options, "test", options.Test));
            File.WriteAllLines(Path.Combine(started, "classes.txt"), ShapeScene.ClassNames);
            Remove(options.Folder);
            Directory.Move(started, options.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetFault.Missing(options.Folder, $"cannot be written: {e.Message}", e);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<ShapeScene> Scenes(ShapeSetOptions options, string split, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => ShapeScene.Draw(options.Side, SeededRandom.Create((ulong)options.Seed, $"shapes-{split}", i)));

    private static void WriteSplit(string folder, string split, IEnumerable<ShapeScene> scenes)
    {
        var images = Directory.CreateDirectory(Path.Combine(folder, split, "images")).FullName;
        var masks = Directory.CreateDirectory(Path.Combine(folder, split, "masks")).FullName;
        foreach (var (i, scene) in scenes.Index())
        {
            var name = i.ToString("D5", CultureInfo.InvariantCulture) + ".png";
            File.WriteAllBytes(Path.Combine(images, name), PngWriter.Colour(scene.Side, scene.Pixels));
            File.WriteAllBytes(
                Path.Combine(masks, name),
                PngWriter.Indexed(scene.Side, scene.Mask, ShapeScene.Palette)
            );
        }
    }

    private static ImageSet SetOf(IEnumerable<ShapeScene> scenes)
    {
        var drawn = scenes.ToList();
        var side = drawn[0].Side;
        byte[] masks = [.. drawn.SelectMany(scene => scene.Mask)];
        byte[] pixels =
        [
            .. drawn.SelectMany(scene =>
                Enumerable.Range(0, 3).SelectMany(c => scene.Pixels.Where((_, i) => i % 3 == c))
            ),
        ];
        return new(pixels, new ClassMasks(masks, side, side), 3, side, side, ShapeScene.ClassNames.Length);
    }
}
