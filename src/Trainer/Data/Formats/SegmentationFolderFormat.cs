using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>
/// Folders of images and of masks with the same names: train/images/*.png (or JPEG), train/masks/*.png, and the same in
/// test. A pixel of a mask is the number of its class, 255 where it has none. The classes are the lines of classes.txt;
/// without one their number is the largest of the training masks and one. Images and masks are cut to the square in their
/// middle and brought to one size, the most common side among the training squares.
/// </summary>
internal sealed class SegmentationFolderFormat : IDatasetFormat
{
    private const string Train = "train";
    private const string Test = "test";

    public string Name => "segmentation-folder";

    public LearningTask Task => LearningTask.Segmentation;

    /// <summary>Where train has other folders too it is an image folder with classes of these names.</summary>
    public bool Matches(DatasetFolder folder)
    {
        if (!folder.IsFolder(Train))
        {
            return false;
        }

        var entries = folder.Entries(Train).Where(entry => folder.IsFolder($"{Train}/{entry}")).ToList();
        return entries.Count > 0
            && entries.TrueForAll(entry => entry is SegmentationPairs.Images or SegmentationPairs.Masks);
    }

    public LoadedDataset Read(DatasetFolder folder)
    {
        var names = ClassNames.Read(folder);
        var train = new SegmentationPairs(folder, Train);
        var test = new SegmentationPairs(folder, Test);
        var channels = train.AreGrey && test.AreGrey ? 1 : 3;
        var (trainMasks, testMasks) = (train.ReadMasks(train.Side), test.ReadMasks(train.Side));
        var classes = names?.Length ?? trainMasks.Largest.Max() + 1;
        if (classes < 2)
        {
            throw DatasetFault.Label(
                folder.FullPath,
                "all labelled pixels are of class 0; expected at least 2 classes"
            );
        }

        train.RequireBelow(classes, trainMasks.Largest);
        test.RequireBelow(classes, testMasks.Largest);
        return new(
            SetOf(train.ReadImages(train.Side, channels), trainMasks.Masks, channels, train.Side, classes),
            SetOf(test.ReadImages(train.Side, channels), testMasks.Masks, channels, train.Side, classes)
        )
        {
            ClassNames = names ?? [],
        };
    }

    private static ImageSet SetOf(byte[] pixels, byte[] masks, int channels, int side, int classes) =>
        new(pixels, new ClassMasks(masks, side, side), channels, side, side, classes);
}
