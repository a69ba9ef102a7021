namespace NasCluster.Trainer.Data.Formats;

/// <summary>The formats that are known; a new one is a line here.</summary>
internal static class FormatCatalog
{
    private static readonly IDatasetFormat[] Formats =
    [
        new IdxFormat(),
        new CifarFormat("cifar-10", "data_batch_*.bin", "test_batch.bin", labelBytes: 1, classes: 10),
        new CifarFormat("cifar-100", "train.bin", "test.bin", labelBytes: 2, classes: 100),
        new SegmentationFolderFormat(),
        new ImageFolderFormat(),
    ];

    /// <summary>The first format that a folder has, or null where none fits.</summary>
    public static IDatasetFormat? Find(DatasetFolder folder) => Array.Find(Formats, format => format.Matches(folder));
}
