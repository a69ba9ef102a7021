namespace NasCluster.Trainer.Data.Formats;

/// <summary>
/// The format of MNIST and its relatives: images and labels of two splits in four IDX files, each plain or gzipped. The
/// images are square and grey; the labels are 0 … classes − 1, and every class is in the training set.
/// </summary>
internal sealed class IdxFormat : IDatasetFormat
{
    private const string TrainImages = "train-images-idx3-ubyte";
    private const string TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";
    private const string TestLabels = "t10k-labels-idx1-ubyte";

    private static readonly string[] Files = [TrainImages, TrainLabels, TestImages, TestLabels];

    public string Name => "idx";

    public bool Matches(DatasetFolder folder) =>
        folder.Entries().Any(entry => Array.Exists(Files, file => entry == file || entry == file + IdxFile.GzipEnding));

    public LoadedDataset Read(DatasetFolder folder)
    {
        var labels = ReadLabels(folder, TrainLabels);
        LabelCheck.SeveralClasses(Place(folder, TrainLabels), labels);
        var classes = LabelCheck.CountClasses(Place(folder, TrainLabels), labels);
        var train = ReadImages(folder, TrainImages, labels, classes);

        var testLabels = ReadLabels(folder, TestLabels);
        LabelCheck.InRange(Place(folder, TestLabels), testLabels, classes);
        var test = ReadImages(folder, TestImages, testLabels, classes);
        return test.Width == train.Width
            ? new LoadedDataset(train, test)
            : throw DatasetFault.Header(
                Place(folder, TestImages),
                $"images are {test.Width} pixels wide; expected {train.Width} as in the training set"
            );
    }

    private static ImageSet ReadImages(DatasetFolder folder, string name, int[] labels, int classes)
    {
        var place = Place(folder, name);
        var images = IdxFile.Parse(place, folder.Read(FileOf(folder, name)), rank: 3);
        if (images.Dimensions is not [var count, var height, var width] || height != width)
        {
            throw DatasetFault.Header(
                place,
                $"images are {string.Join(" x ", images.Dimensions[1..])} pixels; expected squares"
            );
        }

        return count == labels.Length
            ? new ImageSet(images.Data, labels, channels: 1, height, width, classes)
            : throw DatasetFault.Header(place, $"has {count} images; expected {labels.Length} as there are labels");
    }

    private static int[] ReadLabels(DatasetFolder folder, string name) =>
        [.. IdxFile.Parse(Place(folder, name), folder.Read(FileOf(folder, name)), rank: 1).Data];

    private static string Place(DatasetFolder folder, string name) =>
        Path.Combine(folder.FullPath, FileOf(folder, name));

    private static string FileOf(DatasetFolder folder, string name) =>
        folder.Entries().Contains(name) ? name : name + IdxFile.GzipEnding;
}
