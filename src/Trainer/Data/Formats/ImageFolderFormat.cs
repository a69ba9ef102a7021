namespace NasCluster.Trainer.Data.Formats;

/// <summary>
/// Folders of PNG and JPEG files, one per class: train/CLASS/*.png and test/CLASS/*.png. Classes are numbered in the
/// ordinal order of the names in train. Images are cut to the square in their middle and brought to one size, the most
/// common side among the training squares (of equally common ones the smaller). They are grey where all files are, and have
/// three channels otherwise. A file with another ending is a fault, so that none is left out unnoticed.
/// </summary>
internal sealed class ImageFolderFormat : IDatasetFormat
{
    private const string Train = "train";
    private const string Test = "test";

    internal static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

    public string Name => "image-folder";

    public bool Matches(DatasetFolder folder) => folder.Entries().Contains(Train);

    public LoadedDataset Read(DatasetFolder folder)
    {
        var classes = ClassesOf(folder, Train);
        if (classes.Count < 2)
        {
            throw DatasetFault.Label(Place(folder, Train), $"has {classes.Count} class folders; expected at least 2");
        }

        var train = FilesOf(folder, Train, classes);
        var test = FilesOf(folder, Test, classes);
        var trainHeaders = HeadersOf(folder, train);
        var channels = trainHeaders.Concat(HeadersOf(folder, test)).All(header => header.IsGrey) ? 1 : 3;
        var side = MostCommonSide(trainHeaders);
        return new LoadedDataset(
            Decode(folder, train, channels, side, classes.Count),
            Decode(folder, test, channels, side, classes.Count)
        );
    }

    private static List<string> ClassesOf(DatasetFolder folder, string split)
    {
        if (!folder.IsFolder(split))
        {
            throw DatasetFault.Missing(
                Place(folder, split),
                "is no folder; expected class folders in train and in test"
            );
        }

        return [.. folder.Entries(split).Where(entry => folder.IsFolder($"{split}/{entry}"))];
    }

    private static List<LabelledFile> FilesOf(DatasetFolder folder, string split, List<string> classes)
    {
        var files = new List<LabelledFile>();
        foreach (var name in ClassesOf(folder, split))
        {
            var label = classes.IndexOf(name);
            var path = $"{split}/{name}";
            if (label < 0)
            {
                throw DatasetFault.Label(
                    Place(folder, path),
                    "is a class that is not in train; expected the same classes"
                );
            }

            files.AddRange(
                folder.Entries(path).Select(entry => new LabelledFile(Checked(folder, $"{path}/{entry}"), label))
            );
            if (files.Count == 0 || files[^1].Label != label)
            {
                throw DatasetFault.Empty(Place(folder, path), "holds no images; expected at least 1");
            }
        }

        return files.Count > 0
            ? files
            : throw DatasetFault.Empty(Place(folder, split), "holds no class folders; expected at least 1");
    }

    private static string Checked(DatasetFolder folder, string name) =>
        Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            ? name
            : throw DatasetFault.Image(
                Place(folder, name),
                $"is no image by its name; expected {string.Join(", ", Endings)}"
            );

    private static List<ImageHeader> HeadersOf(DatasetFolder folder, List<LabelledFile> files) =>
        [.. files.Select(file => ImageHeader.Read(Place(folder, file.Name), folder.Peek(file.Name)))];

    internal static int MostCommonSide(List<ImageHeader> headers) =>
        headers
            .CountBy(header => header.Side)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key)
            .First()
            .Key;

    private static ImageSet Decode(DatasetFolder folder, List<LabelledFile> files, int channels, int side, int classes)
    {
        var imageBytes = (long)channels * side * side;
        if (files.Count * imageBytes > Array.MaxLength)
        {
            throw DatasetFault.Header(
                folder.FullPath,
                $"{files.Count} images of {side} x {side} pixels; expected at most {Array.MaxLength / imageBytes}"
            );
        }

        var pixels = new byte[files.Count * imageBytes];
        for (var i = 0; i < files.Count; i++)
        {
            var name = files[i].Name;
            var image = SquareImage.Decode(Place(folder, name), folder.Read(name), channels);
            image.CopyTo(pixels.AsSpan((int)(i * imageBytes), (int)imageBytes), side);
        }

        return new ImageSet(pixels, [.. files.Select(file => file.Label)], channels, side, side, classes);
    }

    private static string Place(DatasetFolder folder, string name) => Path.Combine(folder.FullPath, name);
}
